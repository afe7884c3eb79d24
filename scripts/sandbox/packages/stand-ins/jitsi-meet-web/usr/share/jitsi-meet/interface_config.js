// Stand-in for interface_config.js: the machine serves its own.
