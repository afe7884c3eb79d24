// Stand-in for the service worker: nothing is here.
