# Run by: /bin/sh tools.sh. Debian's sed, grep, awk, diff, tar, gzip, bzip2, xz, zstd, file, sqlite3, perl, python3.
umask 022
export LC_ALL=C TZ=UTC0 PATH=/usr/bin:/bin
unset OLDPWD
work=/tmp/tools-test
rm -rf $work; mkdir -p $work; cd $work || exit 9
seq 1 200 | awk '{ printf "%d line number %d of %s\n", $1, $1 * 7 % 13, ($1 % 3 ? "text" : "prose") }' >text
echo "== grep"
grep -c prose text; grep -n '^1[05] ' text; grep -E '(^| )9[0-3] ' text; grep -o '1[0-9]' text | sort | uniq -c | head -n 3; grep -v text text | tail -n 1; grep -w 7 text | head -n 2; grep -F '12 of' text | wc -l; grep -P '\d{3}(?= line)' text | head -n 1; grep -B1 -A1 '^50 ' text; grep -q nothing text; echo $?; grep -rl prose . ; grep -i PROSE text | md5sum; echo 'ab12cd' | grep -oP '[a-z]+(?=\d)'; grep '\(.\)\1' text | head -n 1; grep x nosuch; echo $?
echo "== sed"
sed -n '5p;/^20 /p' text; sed 's/\([0-9]*\) line/line \1/;3q' text; sed -E 's/([a-z]+) ([a-z]+)/\2 \1/g' text | head -n 2; sed '2,199d' text; sed -n '$=' text; sed -e '1!G;h;$!d' text | head -n 2; sed 'y/abc/xyz/' text | head -n 1; sed -i 's/prose/PROSE/' text; grep -c PROSE text; printf 'a\nb\n' | sed 'N;s/\n/+/'; printf 'x\n' | sed 'i\before
a\after'; echo hello | sed ':a;s/^\(.\{1,9\}\)$/ \1/;ta'; sed --version | head -n 1; echo abc | sed 's/./&&/2;s/B*/(&)/g'; seq 3 | sed -n 'l;w out'; cat out
echo "== awk"
awk '{ n[$NF]++ } END { for (k in n) print k, n[k] }' text | sort; awk 'BEGIN { for (i = 0; i < 3; i++) printf "%.6f ", sin(i) * exp(i) + log(i + 1); print sqrt(2), atan2(1, 1), int(-3.7) }'; gawk 'BEGIN { PROCINFO["sorted_in"] = "@ind_num_asc"; for (i = 5; i > 0; i--) a[i] = i * i; for (i in a) print i, a[i]; print strftime("%F", 86400, 1), toupper("x"), gensub(/(.)b/, "\\1-", "g", "abab") }'; mawk 'BEGIN { x = "A"; while (length(x) < 40) x = x x; print substr(x, 1, 5) length(x); print 1e300 * 1e10, -log(0), 0.1 + 0.2, 1 / 3 }'; awk 'function g(n) { return n ? g(n - 1) + n : 0 } BEGIN { print g(1000); "echo cmd" | getline v; print v; print "b\na" | "sort"; close("sort"); print system("exit 3") }'; awk -v n=500000 'BEGIN { for (i = 0; i < n; i++) s += i % 7; print s }'
echo "== diff"
sed 's/^7 .*/changed/;100d' text >other; diff text other; diff -u text other | tail -n +3 | head -n 5; diff -q text other; cmp text other; diff3 text text other | head -n 3; sdiff -s -w 60 text other; diff -y --suppress-common-lines -W 60 text other | wc -l
echo "== archives"
mkdir -p t/a/b; cp text t/a; ln -s a t/l; ln t/a/text t/hard; truncate -s 100000 t/sparse; touch -d @1000000000 t t/* t/a/*; tar cf t.tar t; tar tf t.tar | sort; tar tvf t.tar t/a/text | awk '{ print $1, $3, $4, $5 }'; mkdir x; tar xf t.tar -C x; diff -r t x/t && echo same; tar --sort=name --owner=0 --group=0 --numeric-owner -cf - t | sha256sum | wc -c
for z in gzip bzip2 xz zstd; do $z -c <text >text.$z; $z -dc <text.$z | cmp - text && echo $z; tar -c -I $z t 2>/dev/null | $z -dc | tar t | wc -l; done; gzip -l text.gzip | wc -l; xz -l text.xz | wc -l; gzip -t text.xz; echo $?; xz -t text.xz && echo intact; head -c 100 text.xz | xz -dc 2>&1 | tail -n 1 | sed 's/.*: //'; seq 200000 | xz -T1 -1 | xz -dc | md5sum; seq 200000 | gzip -9 | gzip -dc | md5sum; seq 200000 | bzip2 | bzip2 -dc | md5sum; seq 200000 | zstd -q -T1 | zstd -dc | md5sum; zgrep -c PROSE text.gzip; bzcat text.bzip2 | wc -l; tar xf nosuch.tar 2>&1 | head -n 1
echo "== file and less"
file text t.tar text.gzip text.xz t t/l /usr/bin/dash | sed 's/, BuildID.*//;s/last modified.*//;s/ARM aarch64\|x86-64/CPU/;s/interpreter [^,]*$//'; less text | head -n 2; echo one | more | cat
echo "== sqlite3"
sqlite3 db 'create table t(a integer primary key, b text); insert into t(b) values("one"),("two"),("three"); select * from t order by b; select count(*), sum(a), avg(a), group_concat(b) from t;'
sqlite3 db "with recursive c(x) as (values(1) union all select x+1 from c where x<10000) insert into t(b) select 'row'||x from c; create index i on t(b); select count(*) from t; select a from t where b='row5000'; pragma integrity_check; begin; delete from t where a>100; rollback; select max(a) from t;"; sqlite3 db 'select round(3.14159, 2), upper("x"), hex("ab"), printf("%05d", 42), date("2024-02-28","+2 days"), json_extract("{""k"":[1,2]}", "$.k[1]")'; sqlite3 db .dump | md5sum; sqlite3 db 'selec' 2>&1 | head -n 1
echo "== perl"
perl -e 'my %h = map { $_ => length } qw(a bb ccc); print join(",", map { "$_=$h{$_}" } sort keys %h), "\n"; print "match $1\n" if "key=value" =~ /=(\w+)/; printf "%.10g %s\n", 1/3, 2**53; my @s = sort { $b <=> $a } (3, 10, 2); print "@s\n"; print scalar reverse("abc"), " ", lc("ABC"), "\n"; local $/; open F, "<", "text"; my $t = <F>; print length($t), "\n"; print "sub: ", (sub { $_[0] * 2 })->(21), "\n"; my $p = fork; if (!$p) { exit 4 } waitpid $p, 0; print $? >> 8, "\n"; print `echo back`, "\n"; $SIG{USR1} = sub { print "usr1\n" }; kill USR1 => $$; pipe R, W; print pack("N", 258) eq "\0\0\1\2" ? "packed\n" : "no\n"; die "dead\n"'; echo $?
perl -ne 'print if /^1[0-2] /' text; perl -pe 's/line/LINE/' text | head -n 1; perl -le 'print for map { $_ ** 2 } 1 .. 5'; perl -e 'my ($a, $b) = (0, 1); for (1 .. 80) { ($a, $b) = ($b, $a + $b) } print "$a\n"'
echo "== python3"
python3 -c 'import sys, os; print(sys.version_info[:2], sum(range(1000)), 2**100, 1/3, round(2.675, 2)); print({k: v for k, v in zip("abc", range(3))}, sorted([3, 1, 2], reverse=True), "x".join("abc")); print(os.getcwd(), sorted(os.listdir("t")), os.path.exists("nosuch"))'
python3 -u -c 'import os, signal, threading, time
r, w = os.pipe()
p = os.fork()
if p == 0:
    os.write(w, b"child"); os._exit(3)
print(os.waitpid(p, 0)[1] >> 8, os.read(r, 10))
signal.signal(signal.SIGUSR1, lambda *a: print("usr1")); os.kill(os.getpid(), signal.SIGUSR1)
l = []; ts = [threading.Thread(target=lambda i=i: l.append(i * i)) for i in range(8)]
[t.start() for t in ts]; [t.join() for t in ts]; print(sorted(l))
t = time.monotonic(); time.sleep(0.05); print(time.monotonic() - t >= 0.05)
import math; print(math.sin(1), math.exp(10), math.gamma(5.5), float("1e-310"), (0.1).hex())
print(sum(i * i % 7 for i in range(100000)))
try: open("nosuch")
except OSError as e: print(e)
os.execv("/bin/echo", ["echo", "executed"])'
python3 -c 'import sys; sys.exit("bad")'; echo $?
cd /; rm -rf $work; [ -e $work ] || echo clean
