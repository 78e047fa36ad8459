#!/bin/sh
# Prints the home of a JDK whose feature version is at least $1 (default 25), or fails with advice.
# Order: $TOMBOLO_JAVA_HOME, $JAVA_HOME, the javac on PATH, then the usual places of Linux and macOS.
want=${1:-25}
feature() { sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null; }
ok() { [ -n "$1" ] && [ -x "$1/bin/javac" ] && v=$(feature "$1") && [ -n "$v" ] && [ "$v" -ge "$want" ]; }
try() { if ok "$1"; then printf '%s\n' "$1"; exit 0; fi; }
try "$TOMBOLO_JAVA_HOME"
try "$JAVA_HOME"
javac=$(command -v javac 2>/dev/null) && try "$(dirname "$(dirname "$(readlink -f "$javac")")")"
for d in /usr/lib/jvm/*"$want"* /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* /opt/* \
         /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home; do
  try "$d"
done
echo "tombolo: no JDK $want or newer found; install one, or set TOMBOLO_JAVA_HOME to its directory" >&2
exit 1
