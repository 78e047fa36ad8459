# Run by: /bin/busybox sh busybox.sh. Everything below is busybox, its applets found by name through links that
# --install makes. The output must not depend on time, process numbers or the machine.
umask 022
export LC_ALL=C TZ=UTC0
work=/tmp/busybox-test
rm -rf "$work"; mkdir -p "$work/bin" "$work/d" && cd "$work/d" || exit 9
/bin/busybox --install -s "$work/bin"
export PATH="$work/bin"
section() { echo "== $*"; }

section expansions
a=hello b="two words" n=7 unset=
echo "$a" ${b} "${b}" ${#a} ${a#he} ${a##*l} ${a%o} ${a%%l*} ${undefined-default} ${unset:-empty} ${a:+set}
echo $((n * 6)) $((n << 3 | 1)) $((n % 4)) $((-n / 2)) $((n > 3 ? 10 : 20)) $((0x1f)) $((010))
echo "${a/l/L}" "${a//l/L}" "${a:1:3}"
set -- one "two three" four; echo $# "$2" "$*"; shift; echo $# "$1"
for i in "$@"; do echo "[$i]"; done
echo `echo nested \`echo twice\`` $(echo $(echo deep))
IFS=:; set -- a:b:c; x=a:b:c; for i in $x; do printf '<%s>' "$i"; done; echo; unset IFS
echo 'single $a' "double $a" \$a
case abc in a*c) echo match;; *) echo none;; esac
case x in [a-f]) echo 1;; [!a-f]) echo 2;; esac

section control
i=0; while [ $i -lt 5 ]; do i=$((i + 1)); [ $i = 2 ] && continue; [ $i = 4 ] && break; echo $i; done
until [ $i -le 0 ]; do i=$((i - 2)); done; echo $i
if false; then echo no; elif true; then echo elif; else echo else; fi
true && echo and || echo or; false || echo or; ! false && echo not
f() { local v=inner; echo "$v $1"; return 3; }; v=outer; f arg; echo $? $v
(exit 5); echo $?; (cd /; pwd); pwd | sed "s,$work,W,"
{ echo group; echo of; } | tr a-z A-Z
test -d . && test ! -f . && [ 3 -gt 2 -a a != b ] && echo tests
set -- -a -b value rest; while getopts ab: o; do echo "$o ${OPTARG-}"; done; shift $((OPTIND - 1)); echo $1
eval 'echo eval$((1+1))'; readonly r=1; echo $r; type cd; command -v f

section here-documents
cat <<EOT
value $a $((1 + 2)) $(echo cmd)
EOT
cat <<'EOT'
no $a $((1 + 2))
EOT
cat <<-EOT
	tabs removed
	EOT
cat <<A; cat <<B
first
A
second
B
while read -r x y; do echo "$y-$x"; done <<EOT
1 one
2 two words
EOT

section redirections
echo out >f1; echo more >>f1; cat <f1; echo err 2>&1 >&2 | cat; ls nosuch 2>/dev/null || echo "status $?"
exec 3>f2; echo three >&3; exec 3>&-; cat f2
exec 4<f1; read line <&4; echo "$line"; read line <&4; echo "$line"; read line <&4 || echo end; exec 4<&-
{ echo stdout; echo stderr >&2; } 2>&1 | sort; : >empty; [ -s empty ] || echo empty
(set -C; echo x >f1) 2>/dev/null || echo noclobber
cat f1 - f2 <<EOT
between
EOT

section pipelines
seq 1 20 | grep 1 | wc -l | tr -d ' '
echo "b a c" | tr ' ' '\n' | sort | tr '\n' ' '; echo
yes | head -n 3 | uniq -c | tr -s ' '
seq 1000 | awk '{ s += $1 } END { print s }'
printf 'a\nb\n' | while read x; do echo "got $x"; done
echo x | { read v; echo "$v$v"; } | cat | cat | cat | cat
seq 1 100000 | tail -n 1; seq 1 100000 | sha256sum; false | true; echo $?
(echo sub; exit 4) | cat; cat /dev/null | wc -c | tr -d ' '
head -c 300000 /dev/zero | wc -c | tr -d ' '; head -c 100000 /dev/zero | md5sum | cut -d' ' -f1

section files
mkdir -p t/a/b t/c; touch t/a/1 t/a/b/2 t/c/3; echo data >t/c/4; ln -s ../c/4 t/a/link; ln t/c/4 t/c/hard
find t | sort; find t -type f -name '[0-9]' | sort | xargs echo; find t -type l -exec readlink {} \;
find t -type f -size +0 | sort | xargs -n 1 basename; find t -name '*' -type d -print0 | sort -z | xargs -0 -n 2 echo
cat t/a/link; stat -c '%s %F %h %a' t/c/4; chmod 640 t/c/4; stat -c %a t/c/hard; [ t/c/4 -ef t/c/hard ] && echo same
ls -1 t/c; ls -p t; cp -r t u; diff -r t u && echo equal; echo changed >u/c/3; diff t/c/3 u/c/3; diff -rq t u
mv u/c u/d; ls u; rm -r u; [ -e u ] || echo gone; rmdir t/c 2>/dev/null || echo 'not empty'
touch -d '2001-02-03 04:05:06' t/a/1; stat -c %y t/a/1 | cut -c1-19; date -r t/a/1 +%s; [ t/c/4 -nt t/a/1 ] && echo newer
ln -s loop loop; cat loop 2>&1 | sed 's/.*: //'; ls -L loop 2>/dev/null || echo broken; realpath t/a/../c/4 | sed "s,$work,W,"
dd if=/dev/zero of=z bs=1024 count=8 2>/dev/null; truncate -s 10000 z; stat -c %s z; dd if=z bs=100 skip=99 2>/dev/null | wc -c | tr -d ' '
echo t/*/*; echo t/[ac]/?; echo nosuch*; cd t; echo */; cd ..; du -a t/c | wc -l | tr -d ' '
mktemp -u /tmp/x.XXXXXX | sed 's/\..*//'; basename /a/b/c.txt .txt; dirname /a/b/c

section text
printf 'delta 4\nalpha 1\ncharlie 3\nbravo 2\nalpha 10\n' >lines
sort lines; sort -k2n lines; sort -k1,1 -k2nr lines; sort -u -k1,1 lines; sort -r lines | head -n 2; cut -d' ' -f2 lines | paste -s -d+ -
grep -n a lines; grep -c alpha lines; grep -v alpha lines; grep -E '^(b|c)' lines; grep -o '[0-9]*' lines | tr '\n' ,; echo
sed -n '2,3p' lines; sed 's/\([a-z]*\) \([0-9]*\)/\2 \1/' lines; sed -e '/alpha/d' -e '$a\last' lines; sed = lines | sed 'N;s/\n/ /'
awk '{ c[$1] += $2 } END { for (k in c) print k, c[k] }' lines | sort
awk -F' ' 'BEGIN { OFS = "-" } NR % 2 { $1 = toupper($1); print $1, $2, NR, NF, length($0) }' lines
awk 'BEGIN { printf "%5.2f|%-5s|%05d|%x\n", 3.14159, "ab", 42, 255; print substr("hello", 2, 3), index("hello", "l"), split("a b c", p), p[3] }'
awk 'BEGIN { print int(7.9), -3 % 2, 2 * 2 * 2 * 2, 7 % 3, 1e6, 0.1 + 0.2; while (("echo x; echo y" | getline l) > 0) print "l=" l }'
awk 'function fact(n) { return n < 2 ? 1 : n * fact(n - 1) } BEGIN { print fact(10); gsub(/o/, "0", s); s = "foo"; gsub(/o/, "0", s); print s, match("abc", /c/) }'
tr -d aeiou <lines; tr -c 'a-z\n' '.' <lines | head -n 1; rev <f1; tac f1; nl f1 | tr -s ' \t'; fold -w 4 lines | head -n 3; expand -t 4 <<EOT
a	b
EOT
wc lines | tr -s ' '; head -n 1 lines; tail -n +4 lines; uniq -c <<EOT | tr -s ' '
x
x
y
EOT
printf 'a b\nc d\n' >j1; printf 'a 1\nc 2\n' >j2; paste j1 j2; cmp j1 j2 | sed 's/.*: //'; od -An -tx1 j1; hexdump -C j2
printf '%s %d %o %X %c %5s|%-5s| %b\n' str 42 8 255 char r l 'x\ty'; expr 3 + 4 \* 2; expr abc : 'a\(.\)c'; strings -n 3 lines | head -n 1; seq -s , 2 3 11
diff -u lines - <<EOT | tail -n +3
delta 4
alpha 1
charlie 33
bravo 2
alpha 10
EOT
printf 'one\ntwo\n' >p; printf -- '--- p\n+++ p\n@@ -1,2 +1,2 @@\n one\n-two\n+deux\n' | patch p; cat p
echo '6 * 7' | bc; echo '2 3 + p' | dc; factor 360 97; echo aGVsbG8= | base64 -d; echo; echo hello | base64; echo test | md5sum; echo test | sha1sum; echo test | sha512sum | cut -c1-32; crc32 lines 2>/dev/null; sum lines 2>/dev/null | cut -d' ' -f1
unix2dos <f1 | od -c | head -n 1; echo abc | tee f3 | tr a-c A-C; cat f3

section archives
tar cf - t | tar tf - | sort; tar czf t.tgz t; gzip -dc t.tgz | tar tf - | wc -l | tr -d ' '; mkdir x; tar xzf t.tgz -C x; diff -r t x/t && echo same
seq 1 5000 | gzip -c | gunzip -c | sha256sum; seq 1 5000 | bzip2 -c | bunzip2 -c | sha256sum; seq 1 5000 >s; gzip s; ls s*; gzip -t s.gz && echo good; gunzip s.gz; sha256sum s
seq 1 500 | xz -dc 2>/dev/null || echo 'not xz'; ls t | cpio -o -H newc 2>/dev/null | cpio -t 2>/dev/null | sort; (cd t; find . | sort | cpio -o -H newc 2>/dev/null) | sha256sum >/dev/null && echo cpio
tar cf - t/c | tar xOf - t/c/4; find t -type f | sort | while read f; do tar cf - "$f" | tar tf -; done; seq 300 | lzop -c 2>/dev/null | lzop -dc 2>/dev/null | tail -n 1

section jobs
(sleep 0.1; echo slow) & echo first; wait; echo done
sleep 30 & p=$!; kill $p; wait $p; echo "status $?"
(exit 3) & wait $!; echo $?; for i in 1 2 3 4 5; do (exit $i) & p="$p $!"; done; s=0; for j in $p; do wait $j; s=$((s + $?)); done 2>/dev/null; echo $((s % 128))
mkfifo fifo; echo through >fifo & cat fifo; wait; rm fifo; echo 1 | (sleep 0.05; cat) | (cat; echo 2)
{ sleep 0.2; echo late; } >late & wait; cat late; timeout 0.2 sleep 5; echo "timeout $?"
sh -c 'sleep 0.1 & sleep 0.1 & sleep 0.1 & wait; echo all'; echo "$$" | grep -q '^[0-9]*$' && echo pid; seq 1 8 | xargs -P 4 -n 1 sh -c 'echo $((${1} * ${1}))' x | sort -n | tr '\n' ' '; echo

section traps
trap 'echo usr1' USR1; kill -USR1 $$; trap 'echo usr2 $a' USR2; kill -USR2 $$; trap - USR1
(trap 'echo exit trap' EXIT; echo body); (trap 'echo term; exit 6' TERM; kill -TERM $(sh -c 'echo $PPID'); echo unreached); echo $?
(trap '' INT; kill -INT $(sh -c 'echo $PPID'); echo ignored); sh -c 'kill -TERM $$'; echo $?; sh -c 'kill -KILL $$'; echo $?; sh -c 'kill -SEGV $$' 2>/dev/null; echo $?
sh -c 'trap "echo got; exit" HUP; kill -HUP $$; echo no'; trap 'echo chld' CHLD; true & wait; trap - CHLD; kill -l 15; kill -0 $$ && echo alive
sh -c 'sleep 5 & c=$!; trap "kill $c; echo reaped; exit 0" ALRM; kill -ALRM $$; wait'; sh -c 'set -e; false; echo no'; echo $?; sh -c 'exit 300'; echo $?

section programs
nosuchprogram 2>/dev/null; echo $?; ./lines 2>/dev/null; echo $?; printf '#!/bin/busybox sh\necho script $1 $#\n' >script; chmod +x script; ./script a b; printf '#!%s/script extra\n' "$PWD" >s2; chmod +x s2; ./s2 z
printf 'echo plain $0\n' >s3; chmod +x s3; ./s3; sh ./s3; sh -c 'echo $0 $1' name arg; env -i A=1 $work/bin/env; env B=2 sh -c 'echo $B'; sh -s x y <<'EOT'
echo stdin script $2
EOT
echo 'echo sourced $1' >inc; . ./inc; (exec sh -c 'echo replaced'); which awk | sed "s,$work,W,"; xargs echo <f1; echo 'a b' | xargs -n 1; find . -maxdepth 1 -name 'f?' | sort; id -u; whoami; [ -t 1 ] || echo 'no terminal'
cat /proc/self/cmdline | tr '\0' ' '; echo; readlink /proc/self/exe; ls -d /proc/self /dev/null; test -c /dev/null && echo device; echo lost >/dev/null; dd if=/dev/full bs=1 count=1 2>/dev/null | od -An -tx1; echo x 2>/dev/null >/dev/full || echo full
tr '\0' '\n' </proc/self/environ | grep -c '^LC_ALL=C$'; sh -c 'ulimit -n 20; ulimit -n'; uname -s; uname -m; [ -e /proc/self/fd/0 ] && echo descriptor; umask; umask 077; touch private; stat -c %a private; umask 022
sh -c 'echo $PPID' | grep -c '[0-9]'; echo $TZ; date -d @86400 '+%Y-%m-%d %H:%M:%S'; cal 2 2024; usleep 1; sync; tty 2>/dev/null || echo 'not a tty' ; printf '%d\n' "'A"; sh -c 'read x; echo "[$x]"' </dev/null; echo $?
cd /; rm -rf "$work"; [ -d "$work" ] || echo clean
