# Run by: /bin/dash dash.sh. Debian's dash with the dynamic coreutils.
umask 022
export LC_ALL=C TZ=UTC0 PATH=/usr/bin:/bin
unset OLDPWD
work=/tmp/dash-test
rm -rf $work; mkdir -p $work; cd $work || exit 9
echo "== shell"
a=1; b=$((a + 41)); echo $a $b ${c:-default} ${b%2}; set -- x y z; echo $# $*; for i; do printf '%s.' $i; done; echo
f() { local v=in; echo $v; }; v=out; f; echo $v; case $b in 4?) echo forty;; esac; (exit 3); echo $?; trap 'echo bye' EXIT; trap 'echo usr1' USR1; kill -USR1 $$
cat <<EOT | while read -r l; do echo "[$l]"; done
here $b
there
EOT
sleep 0.1 & wait $!; echo $?; { echo 1; echo 2; } | (read x; echo $x; read y; echo $y); x=$(echo `echo deep`); echo $x; eval echo '$'b; command -v cat; test -e /dev/null && echo null
echo "== names and properties"
basename /usr/lib/libx.so .so; dirname /usr/lib/x; pathchk a/b && echo ok; readlink -f /bin/sh | sed 's,.*/,,'; realpath --relative-to=/usr/lib /usr/bin; mkdir -p p/q; mkdir -m 700 r; stat -c '%a %F' r p; ln -s p l; ln -T p/q m 2>&1 | sed 's/.*: //'
touch f1 f2; ln f1 f3; stat -c '%h %s' f1; chmod u=rw,go=r f1; ls -l f1 | cut -c1-10; chmod +x f1; ls -F; test -x f1 && echo executable; ls -d p/.; rm -f f3; rmdir r; ls; mktemp -d ./tmp.XXXX | sed 's/\.....$//'; link f1 f4; unlink f4; ls -i f1 | wc -w
touch -d '2020-02-29 12:34:56.789' t; stat -c '%y %Y' t; touch -r t t2; stat -c %Y t2; date -u -d '2024-03-01 -1 day' +%F; date -r t +%j; [ f1 -nt t ] && echo newer; cp -a t t3; stat -c %Y t3; truncate -s 1M big; stat -c '%s %b' big; du -b big; df . | wc -l; install -D -m 600 t a/b/c; stat -c %a a/b/c
echo "== content"
seq 5 | tac; seq 10 | shuf --random-source=/dev/zero | wc -l; seq 3 | nl; printf 'b\na\nc\n' | sort; seq 100 | sort -R --random-source=/dev/zero | sort -n | head -n 2; printf '10\n9\n1K\n' | sort -h; printf 'v1.10\nv1.9\n' | sort -V; seq 1000000 | sort -rn | head -n 1
seq 20 | head -n -17; seq 20 | tail -n +19; seq 20 | split -l 8 - s.; wc -l s.*; cat s.* | csplit -s -f c. - 5 10; ls c.*; seq 6 | paste -d, - - -; seq 3 | join - - ; printf 'a\tb\n' | cut -f2; printf 'a:b:c\n' | cut -d: -f1,3 --output-delimiter=-; comm -12 s.aa c.00 2>/dev/null
echo 'hello world' | tr a-y b-z; echo aabbcc | tr -s a-c; echo abc | tr -d b; printf 'x\nx\ny\n' | uniq -c; fold -w 3 <<EOT
abcdefgh
EOT
printf 'a\tb\n' | expand -t 4 | unexpand -a -t 4 | od -c; fmt -w 20 <<EOT
some words that are long enough to be wrapped by fmt
EOT
seq 10 | od -An -tx1 | head -n 2; echo hi | base64; echo aGk= | base64 -d; echo; echo hi | base32; seq 10 | md5sum; seq 10 | sha1sum; seq 10 | sha256sum; seq 10 | sha512sum | cut -c1-20; seq 10 | b2sum | cut -c1-20; seq 10 | cksum; seq 10 | sum; seq 3 | tee copy | wc -c; cmp copy copy && echo same
numfmt --to=iec 1048576; factor 1234567890 97; expr 6 \* 7; printf '%08.3f|%-6s|%x|%e\n' 3.14159 ab 255 12345.678; seq -w 8 11; seq 0 0.25 1; seq 1e3 1001; printf '%d\n' 0x10 010; echo 'b a
a c
c d' | tsort; ptx -G /dev/null; pr -t -2 -l 3 s.aa
echo "== files"
mkdir d; for i in 1 2 3; do echo $i >d/$i; done; cp -r d e; mv d/1 d/one; ls d e; cp -v d/2 e/; rm -rv e | sort; dd if=big bs=64k count=4 2>/dev/null | wc -c; dd if=/dev/zero bs=1 count=3 seek=5 of=sp conv=notrunc 2>/dev/null; stat -c %s sp; sync; shred -u -n 1 sp; [ -e sp ] || echo shredded; mkfifo ff; (echo fifo >ff) & cat ff; wait; cp --sparse=always big big2; cmp big big2 && echo same; ls -1 --color=never | wc -l; dircolors -b | head -c 9; echo
find . -name '[a-d]*' -maxdepth 1 | sort; find . -type f -newer t -size -2 | sort; find . -type f -print0 | sort -z | xargs -0 ls -d | wc -l; find d -type f -exec cat {} +; find . -empty | sort | head -n 3; seq 5 | xargs -n 2 echo; seq 3 | xargs -I{} echo '<{}>'; find . -type l -printf '%p->%l\n'; find d -delete; ls d 2>&1 | sed 's/.*: //'
echo "== processes"
env -i A=1 env; env -u LC_ALL sh -c 'echo ${LC_ALL-unset}'; nohup true 2>/dev/null; echo $?; nice -n 3 nice; timeout 0.1 sleep 5; echo $?; timeout -s KILL 0.1 sleep 5; echo $?; id -u; whoami; groups; printenv TZ; pwd; logname 2>/dev/null || echo none; uname -s; nproc --all >/dev/null && echo processors; arch; hostname >/dev/null && echo named; tty; test -t 0 || echo 'not a terminal'; yes 2>/dev/null | head -n 2; sleep 0.01 && echo slept; stdbuf -oL echo line; /usr/sbin/chroot / echo rooted; kill -l 15; true; echo $?; false; echo $?; ls nosuch; echo $?; cat .; echo $?
cd /; rm -rf $work; [ -e $work ] || echo clean
