# Run by: /bin/bash bash.sh. Debian's bash, dynamically linked: its own help, arrays, process substitution and more.
umask 022
export LC_ALL=C TZ=UTC0 PATH=/usr/bin:/bin
unset OLDPWD
work=/tmp/bash-test
rm -rf $work; mkdir -p $work; cd $work || exit 9
echo "== help"
help | head -n 40 | tail -n +8; help cd | head -n 5; help -s read; help help | wc -l
echo "== arrays"
a=(zero one two "three four"); echo ${#a[@]} "${a[3]}" "${a[@]:1:2}" ${!a[@]}; a+=(five); a[10]=ten; echo ${!a[@]}; unset 'a[0]'; echo "${a[*]}"
declare -A m=([red]=1 [green]=2 [blue]=3); for k in $(printf '%s\n' "${!m[@]}" | sort); do echo $k=${m[$k]}; done; m[red]+=0; echo ${m[red]} ${#m[@]}
mapfile -t lines < <(seq 3); declare -p lines; printf '<%s>' "${lines[@]/#/n}"; echo; echo "${a[@]^^}" "${a[-1]}"
echo "== process substitution"
diff <(seq 5) <(seq 2 6); paste <(seq 3) <(seq 4 6); tee >(tr a-z A-Z >upper) <<<"here string" >lower; while [ ! -s upper ]; do sleep 0.05; done; cat upper lower
while read -r x; do sum=$((sum + x)); done < <(seq 100); echo $sum; wc -l < <(seq 10); cat <(echo one) <(echo two)
echo "== expansion"
echo {a,b}{1..3} {01..10..3} {e..a}; v=path/to/file.tar.gz; echo ${v##*/} ${v%.*} ${v%%.*} ${v/to/TO} ${v^} ${v@Q} ${#v}; echo $((2**40)) $((16#ff)) $((7 & 3 ^ 1)); echo ~root $'tab\there' "${v:0:4}" "${v: -2}"
x=5; ((x++)); ((x > 5)) && echo greater; let y=x*2; echo $y; [[ abc =~ ^a(.)c$ ]] && echo ${BASH_REMATCH[1]}; [[ abc == a* && -d . ]] && echo match; shopt -s extglob; [[ foo.c == *.@(c|h) ]] && echo ext
printf -v z '%03d' 7; echo $z; printf '%q\n' 'a b$c'; printf '%(%Y-%m-%d)T\n' 0; declare -i n=3+4; echo $n; declare -r c=1; (c=2) 2>&1 | sed 's/.*: c/c/'; declare -n ref=z; echo $ref; IFS=, read -r p q <<<"1,2"; echo $p $q
echo "== functions"
fact() { (($1 < 2)) && echo 1 || echo $(($1 * $(fact $(($1 - 1))))); }; fact 10; outer() { local l=1; inner; }; inner() { echo ${l-none} ${FUNCNAME[*]}; }; outer; f() { return 42; }; f; echo $?
trap 'echo debug: $BASH_COMMAND' DEBUG; true; trap - DEBUG; trap 'echo err $?' ERR; false; trap - ERR; (trap 'echo exit' EXIT; exit 3); echo $?
select w in one two; do echo chose $w; break; done <<<2 2>/dev/null; case x in x) echo x ;;& *) echo also ;; esac; for ((i = 0; i < 3; i++)); do echo -n "$i "; done; echo
coproc { while read -r l; do echo "co:$l"; done; }; echo hi >&"${COPROC[1]}"; read -r r <&"${COPROC[0]}"; echo $r; kill $COPROC_PID; wait $COPROC_PID 2>/dev/null; echo $?
echo "== jobs"
sleep 0.1 & sleep 0.2 & wait -n; echo $?; wait; (exit 7) & wait $!; echo $?; set -m; sleep 30 & kill -TERM %1; wait %1; echo $?; set +m; { sleep 0.1; exit 9; } & wait; echo $?
for i in {1..10}; do (echo $((i * i))) & done | sort -n | tr '\n' ' '; echo; seq 5 | while read -r i; do echo $i; done | (read -r one; echo first $one; cat | wc -l); false | true | false; echo ${PIPESTATUS[*]}; set -o pipefail; false | true; echo $?
timeout 5 bash -c 'trap "echo int; exit 5" INT; kill -INT $$; sleep 1'; echo $?; (bash -c 'kill -9 $$'; exit $?) 2>/dev/null; echo $?; bash -c 'exec -a renamed bash -c "echo \$0"'; (ulimit -n 64; ulimit -n); bash --version | head -n 1 | cut -d'(' -f1
read -t 0.1 v < <(sleep 1); [ $? -gt 128 ] && echo timed out; echo $BASH_SUBSHELL $(echo $BASH_SUBSHELL) $SHLVL; exec 5<>file; echo text >&5; cat file; exec {fd}>other; echo to $((fd > 9)) >&$fd; cat other; type -t ls cd if fact; compgen -A signal | head -n 4
echo "== recursion and volume"
fib() { if (($1 < 2)); then r=$1; else local a; fib $(($1 - 1)); a=$r; fib $(($1 - 2)); r=$((a + r)); fi; }; fib 15; echo $r; s=; for i in {1..2000}; do s+=$i,; done; echo ${#s}; echo "$s" | md5sum; printf '%s\n' {1..3000} | sort -rn | head -n 3
cd /; rm -rf $work; [ -e $work ] || echo clean
