# Run by: /usr/bin/bash archives.sh. Debian's tar, gzip, bzip2, xz, zstd, find, xargs, sort, split and dd: links, holes, odd names, threads.
umask 022
export LC_ALL=C TZ=UTC0 PATH=/usr/bin:/bin
cd /tmp
mkdir -p tree/sub
for i in 1 2 3 4 5 6; do seq $i 400 >tree/$i; done
ln -s 1 tree/link
ln tree/1 tree/hard
mkfifo tree/fifo
printf x >'tree/sub/odd name'
chmod 640 tree/2
touch -d '2020-01-01 00:00:00Z' tree/3
for z in gzip bzip2 xz zstd; do
  tar --sort=name --$z -cf a.$z tree && tar -tf a.$z | wc -l
  mkdir out.$z
  tar -C out.$z -xf a.$z
  diff -r --no-dereference tree/sub out.$z/tree/sub && cmp tree/5 out.$z/tree/5 && echo "$z: the same"
  stat -c '%A %h %N' out.$z/tree/1 out.$z/tree/2 out.$z/tree/link out.$z/tree/fifo
done
stat -c %Y out.xz/tree/3
tar -cf - tree | xz -T2 -0 | xz -dc | tar -t | sort | head -3
zstd -q -T2 tree/1 -o 1.zst && zstd -dc 1.zst | cmp - tree/1 && echo zstd
gzip -c tree/1 | gzip -dc | md5sum
truncate -s 1M hole && printf end >>hole && cp --sparse=always hole copy && cmp hole copy && stat -c '%s' copy
find tree -type f -print0 | sort -z | xargs -0 -n2 -P3 wc -l | grep -c total
find tree -name '*[0-9]' -newermt 2020-06-01 | sort | tr '\n' ' '; echo
sort -R tree/1 | sort -n --parallel=2 -S 1M | cmp - tree/1 && echo sorted
split -l 100 tree/1 part. && cat part.* | cmp - tree/1 && ls part.*
diff <(seq 5) <(seq 2 6); comm -12 <(sort tree/1) <(sort tree/6) | wc -l
dd if=/dev/zero bs=4096 count=16 status=none | sha256sum
dd if=tree/1 of=piece bs=1 skip=10 count=5 conv=notrunc status=none && od -An -c piece
cp -a tree again && diff -r --no-dereference tree/sub again/sub && rm -r again; [ -e again ] || echo gone
