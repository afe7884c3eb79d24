#!/bin/sh
# Stand-in for the program that the real package starts here.
exec node /usr/share/jicofo/stand-in.mjs
