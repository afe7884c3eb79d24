#!/bin/sh
# A stand-in of the programs of macOS that vpn-only calls, under each of their names. It knows exactly the calls that are made, keeps in
# the folder $MAC what each would keep, and writes any other call to $MAC/unknown. It is no macOS: what pf does with the rules is not in it.
set -u

name=${0##*/}
real=/usr/bin
called="$name $*"

unknown() {
  echo "$called" >> "$MAC/unknown"
  exit 64
}

# Faults: a call that is refused, and the moment at which the command itself is killed.
if [ -e "$MAC/refuse" ] && echo "$called" | grep -q -e "$(cat "$MAC/refuse")"; then exit 1; fi
if [ -n "${COUNTED:-}" ]; then
  echo "$called" >> "$MAC/calls"
  if [ -e "$MAC/kill-at" ] && [ "$(wc -l < "$MAC/calls")" -ge "$(cat "$MAC/kill-at")" ]; then
    kill -9 "$(cat "$MAC/shell")"
    exit 137
  fi
fi

enabled() { [ -s "$MAC/references" ]; }
own=$MAC/anchor

pfctl() {
  case $* in
    '-q -n -a com.apple/000.vpn-only -f '*) [ -r "$6" ] ;;
    '-q -a com.apple/000.vpn-only -f '*)
      grep -v '^#' "$5" > "$own.$$" && mv "$own.$$" "$own" && rm -f "$MAC/tried"
      # Another program, which changes the rules at once.
      if [ -e "$MAC/changed-at-once" ]; then
        cat "$MAC/changed-at-once" "$own" > "$own.$$"
        rm "$MAC/changed-at-once"
        mv "$own.$$" "$own"
      fi
      ;;
    '-q -f '*) grep -v '^#' "$3" | sed 's/$/ all/' > "$MAC/main.$$" && mv "$MAC/main.$$" "$MAC/main" ;;
    '-s info') if enabled; then echo 'Status: Enabled for 0 days 00:00:01           Debug: Urgent'; else echo 'Status: Disabled'; fi ;;
    '-s rules') grep -e '^scrub' -e '^anchor' -e '^pass' -e '^block' "$MAC/main" || : ;;
    '-a com.apple/000.vpn-only -s rules') cat "$own" 2> /dev/null || : ;;
    '-a com.apple/000.vpn-only -s labels')
      if [ -s "$own" ]; then
        echo "tried 9 $(cat "$MAC/tried" 2> /dev/null || echo 0) 56 0 0 1 56"
        echo 'refused 9 3 168 0 0 3 168'
      fi
      ;;
    '-s References')
      echo 'TOKENS:'
      cat "$MAC/references" 2> /dev/null
      ;;
    '-s Anchors') printf '  com.apple\n' ;;
    -E)
      number=$(($(cat "$MAC/number" 2> /dev/null || echo 100) + 1))
      echo "$number" > "$MAC/number"
      echo "$number" >> "$MAC/references"
      printf 'No ALTQ support in kernel\nALTQ related functions disabled\npf enabled\nToken : %s\n' "$number" >&2
      ;;
    '-q -X '*)
      grep -qx "$3" "$MAC/references" || exit 1
      grep -vx "$3" "$MAC/references" > "$MAC/references.$$"
      mv "$MAC/references.$$" "$MAC/references"
      ;;
    '-q -F states') rm -f "$MAC/states" ;;
    '-q -a com.apple/000.vpn-only -F rules') : > "$own" ;;
    *) unknown ;;
  esac
}

# A job is a loop that starts its program again whenever it ends; its folder goes when it is taken out.
launchctl() {
  job=$MAC/job
  case $* in
    'print system/local.vpn-only') [ -e "$job/program" ] && printf '\tstate = running\n' ;;
    'bootout system/local.vpn-only')
      [ -e "$job" ] || exit 3
      mv "$job" "$job.out"
      kill "$(cat "$job.out/loop")" 2> /dev/null
      kill "$(cat "$job.out/program")" 2> /dev/null
      rm -rf "$job.out"
      ;;
    'enable system/local.vpn-only') ;;
    'bootstrap system '*)
      [ ! -e "$job" ] || exit 5
      program=$(sed -n 's|.*<string>\(/.*\)</string>.*|\1|p' "$3")
      [ -x "$program" ] || exit 78
      mkdir "$job"
      (
        unset COUNTED
        while [ -e "$job" ]; do
          "$program" keep &
          echo $! > "$job/program"
          wait $!
          "$real/sleep" 0.05
        done
      ) > /dev/null 2>&1 &
      echo $! > "$job/loop"
      while [ ! -e "$job/program" ]; do "$real/sleep" 0.01; done
      ;;
    'asuser 501 osascript -e '*) echo "$5" >> "$MAC/notices" ;;
    *) unknown ;;
  esac
}

ifconfig() {
  case $* in
    -l | -lu) echo "lo0 en0 awdl0 utun0 $([ ! -e "$MAC/vpn" ] || echo utun4)" ;;
    lo0) printf '\tinet 127.0.0.1\n\tinet6 ::1\n' ;;
    en0) printf '\tinet6 fe80::1%%en0\n\tinet 192.168.1.7\n' ;;
    awdl0 | utun0) printf '\tinet6 fe80::2%%%s\n' "$1" ;;
    utun4) printf '\tinet 10.77.0.2 --> 10.77.0.2\n' ;;
    *) unknown ;;
  esac
}

# Refused where the rules are asked, as pf_af_hook() would; else somebody answers.
ping() {
  if enabled && grep -q '^anchor "com.apple/\*"' "$MAC/main" && grep -q 'label "tried"' "$own"; then
    echo $(($(cat "$MAC/tried" 2> /dev/null || echo 0) + 1)) > "$MAC/tried"
    exit 2
  fi
}

case $name in
  pfctl | launchctl | ifconfig) "$name" "$@" ;;
  ping)
    [ "$*" = '-c 1 -t 1 -I en0 224.0.0.1' ] || unknown
    ping
    ;;
  ping6)
    [ "$*" = '-c 1 -I en0 ff02::1' ] || unknown
    ping
    ;;
  stat)
    [ "$*" = '-f %u /dev/console' ] || unknown
    echo 501
    ;;
  uname)
    [ "$*" = -s ] || unknown
    echo Darwin
    ;;
  id) echo 0 ;;
  # Only that it is asked for: files here belong to whoever runs the test.
  chown) [ -e "$2" ] || [ -e "$3" ] ;;
  cp) "$real/cp" "$@" ;;
  sleep) "$real/sleep" 0.03 ;;
  date)
    case $* in
      +%s) if [ -e "$MAC/clock" ]; then cat "$MAC/clock"; else "$real/date" +%s; fi ;;
      '-r '*) "$real/date" -d "@$2" "$3" ;;
      *) unknown ;;
    esac
    ;;
  *) unknown ;;
esac
