#!/bin/sh
# Stand-in for the program that the real package starts here.
exec node /usr/share/jitsi-videobridge/stand-in.mjs
