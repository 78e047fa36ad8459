/* System V semaphores and message queues: limits, permissions, waits, what is undone, what removal does. */
#include "say.h"
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>

static int set;
static long op1(int number, int change, int flags) {
    struct sembuf one = {number, change, flags};
    return semop(set, &one, 1);
}

/* Waits until a child sleeps in its system call. */
static void until_asleep(pid_t pid) {
    char path[64], text[512], state = 0;
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    while (state != 'S') {
        FILE *file = fopen(path, "r");
        if (file && fgets(text, sizeof text, file)) state = strrchr(text, ')')[2];
        if (file) fclose(file);
        usleep(2000);
    }
}

static void finish(pid_t child) {
    int status;
    waitpid(child, &status, 0);
    say("child %s", status_text(status));
}

static void nothing(int signal) { (void)signal; }

static void semaphores(void) {
    key_t key = 0x7075 << 8 | (getpid() & 0xff);
    say("no sets of none: %s", result(semget(key, 0, IPC_CREAT | 0600)));
    say("too many: %s", result(semget(key, 1000000, IPC_CREAT | 0600)));
    say("not there: %s", result(semget(key, 1, 0)));
    set = semget(key, 3, IPC_CREAT | IPC_EXCL | 0640);
    say("made %d", set >= 0);
    say("exclusive: %s", result(semget(key, 3, IPC_CREAT | IPC_EXCL)));
    say("same: %d, any size: %d", semget(key, 3, 0) == set, semget(key, 0, 0) == set);
    say("larger: %s", result(semget(key, 4, 0)));
    struct semid_ds status;
    say("stat: %s", result(semctl(set, 0, IPC_STAT, &status)));
    say("count %lu mode %o operated %ld key %d", status.sem_nsems, status.sem_perm.mode, status.sem_otime,
        status.sem_perm.__key == key);
    unsigned short values[3] = {1, 2, 3}, got[3];
    say("set all: %s", result(semctl(set, 0, SETALL, values)));
    say("set: %s", result(semctl(set, 1, SETVAL, 5)));
    say("set too high: %s", result(semctl(set, 1, SETVAL, 32768)));
    say("set beyond: %s", result(semctl(set, 3, SETVAL, 1)));
    semctl(set, 0, GETALL, got);
    say("all %d %d %d", got[0], got[1], got[2]);
    say("get: %s", result(semctl(set, 1, GETVAL)));
    say("pid: %d", semctl(set, 1, GETPID) == getpid());
    say("down: %s", result(op1(1, -5, 0)));
    say("again: %s", result(op1(1, -1, IPC_NOWAIT)));
    say("zero: %s", result(op1(1, 0, IPC_NOWAIT)));
    say("not zero: %s", result(op1(0, 0, IPC_NOWAIT)));
    say("too far up: %s", result(op1(0, 32767, 0)));
    say("beyond: %s", result(op1(3, 1, 0)));
    say("none: %s", result(semop(set, (struct sembuf *)values, 0)));
    say("too many operations: %s", result(semop(set, (struct sembuf *)values, 501)));
    say("bad set: %s", result(semop(-1, (struct sembuf *)values, 1)));
    struct sembuf both[2] = {{0, -1, 0}, {1, -1, IPC_NOWAIT}};
    say("all or nothing: %s", result(semop(set, both, 2)));
    say("untouched %d", semctl(set, 0, GETVAL));
    struct timespec soon = {0, 1000000};
    struct sembuf down = {1, -1, 0};
    say("timeout: %s", result(semtimedop(set, &down, 1, &soon)));
    pid_t child = fork();
    if (child == 0) _exit(op1(1, -2, 0) == 0 ? 3 : 4);
    until_asleep(child);
    say("waiting for more %d, for zero %d", semctl(set, 1, GETNCNT), semctl(set, 1, GETZCNT));
    op1(1, 1, 0);
    say("still waiting %d", semctl(set, 1, GETNCNT));
    op1(1, 1, 0);
    finish(child);
    say("value %d, by the child %d", semctl(set, 1, GETVAL), semctl(set, 1, GETPID) == child);
    op1(1, 1, 0);
    child = fork();
    if (child == 0) _exit(op1(1, 0, 0) == 0 ? 5 : 6);
    until_asleep(child);
    say("waiting for zero %d", semctl(set, 1, GETZCNT));
    op1(1, -1, 0);
    finish(child);
    semctl(set, 2, SETVAL, 10);
    in_child("undone", op1(2, -4, SEM_UNDO); op1(2, 1, SEM_UNDO); op1(2, 2, 0); say("now %d", semctl(set, 2, GETVAL)));
    say("after %d", semctl(set, 2, GETVAL));
    in_child("undone to zero", op1(2, 9, SEM_UNDO); semctl(set, 2, GETVAL); op1(2, -20, 0); say("%d", semctl(set, 2, GETVAL)));
    say("after %d", semctl(set, 2, GETVAL));
    in_child("undo forgotten", op1(2, 3, SEM_UNDO); semctl(set, 2, SETVAL, 7));
    say("after %d", semctl(set, 2, GETVAL));
    child = fork();
    if (child == 0) {
        struct sigaction action = {.sa_handler = nothing, .sa_flags = SA_RESTART};
        sigaction(SIGUSR1, &action, NULL);
        say("interrupted: %s", result(op1(1, -1, 0)));
        say("removed: %s", result(op1(1, -1, 0)));
        _exit(0);
    }
    until_asleep(child);
    kill(child, SIGUSR1);
    usleep(30000);
    until_asleep(child);
    in_child("as a user", setuid(1000); say("stat: %s", result(semctl(set, 0, IPC_STAT, &status)));
             say("op: %s", result(op1(0, 1, 0))); say("remove: %s", result(semctl(set, 0, IPC_RMID)));
             say("get: %s", result(semget(key, 0, 0600))));
    status.sem_perm.mode = 0666;
    status.sem_perm.uid = 1000;
    say("give away: %s", result(semctl(set, 0, IPC_SET, &status)));
    in_child("as its owner", setuid(1000); say("op: %s", result(op1(0, 1, 0))));
    long removed = semctl(set, 0, IPC_RMID);
    finish(child);
    say("remove: %ld", removed);
    say("gone: %s", result(semctl(set, 0, GETVAL)));
    say("unknown command: %s", result(semctl(set, 0, 99)));
    struct seminfo info;
    say("info: %d", semctl(0, 0, IPC_INFO, &info) >= 0);
    say("%d %d %d %d", info.semmni, info.semmsl, info.semopm, info.semvmx);
}

struct message { long type; char text[64]; };
static int queue;
static long send(long type, const char *text, int flags) {
    struct message message = {type};
    strcpy(message.text, text);
    return msgsnd(queue, &message, strlen(text), flags);
}
static void receive(const char *name, long type, int size, int flags) {
    struct message message = {0};
    long length = msgrcv(queue, &message, size, type, flags);
    say("%s: %s, type %ld, %s", name, result(length), message.type, message.text);
}

static void messages(void) {
    key_t key = 0x7076 << 8 | (getpid() & 0xff);
    say("not there: %s", result(msgget(key, 0)));
    queue = msgget(key, IPC_CREAT | 0600);
    say("made %d, same %d", queue >= 0, msgget(key, 0) == queue);
    say("type 0: %s", result(send(0, "x", 0)));
    say("too long: %s", result(msgsnd(queue, &key, 100000, 0)));
    say("negative: %s", result(msgsnd(queue, &(struct message){1}, -1, 0)));
    receive("none", 0, 64, IPC_NOWAIT);
    send(3, "three", 0);
    send(1, "one", 0);
    send(2, "two", 0);
    send(3, "three again", 0);
    struct msqid_ds status;
    msgctl(queue, IPC_STAT, &status);
    say("messages %lu, bytes %lu of %lu, sender %d", status.msg_qnum, status.__msg_cbytes, status.msg_qbytes,
        status.msg_lspid == getpid());
    receive("copy of the second", 1, 64, MSG_COPY | IPC_NOWAIT);
    receive("copy of none", 9, 64, MSG_COPY | IPC_NOWAIT);
    receive("copy that waits", 1, 64, MSG_COPY);
    receive("too long", 2, 2, 0);
    receive("cut", 2, 2, MSG_NOERROR);
    receive("up to 2", -2, 64, 0);
    receive("anything but 3", 3, 64, MSG_EXCEPT | IPC_NOWAIT);
    receive("3", 3, 64, 0);
    receive("first", 0, 64, 0);
    struct message big = {1};
    int sent = 0;
    while (msgsnd(queue, &big, 64, IPC_NOWAIT) == 0) sent++;
    say("full after %d: %s", sent, strerrorname_np(errno));
    pid_t child = fork();
    if (child == 0) _exit(msgsnd(queue, &big, 64, 0) == 0 ? 3 : 4);
    until_asleep(child);
    receive("makes room", 0, 64, 0);
    finish(child);
    while (msgrcv(queue, &big, 64, 0, IPC_NOWAIT) >= 0);
    child = fork();
    if (child == 0) { receive("waited", 7, 64, 0); receive("removed", 7, 64, 0); _exit(0); }
    until_asleep(child);
    send(6, "six", 0);
    send(7, "seven", 0);
    usleep(30000);
    until_asleep(child);
    in_child("as a user", setuid(1000); say("%s", result(msgget(key, 0600))); receive("no", 0, 64, IPC_NOWAIT);
             say("remove: %s", result(msgctl(queue, IPC_RMID, NULL))));
    status.msg_qbytes = 100;
    say("set: %s", result(msgctl(queue, IPC_SET, &status)));
    long removed = msgctl(queue, IPC_RMID, NULL);
    finish(child);
    say("remove: %ld", removed);
    say("gone: %s", result(send(1, "x", 0)));
    say("unknown command: %s", result(msgctl(queue, 99, NULL)));
}

static void listing(void) {
    int key = 0x7077 << 8 | (getpid() & 0xff), lines = 0;
    int one = semget(key, 2, IPC_CREAT | 0600), two = msgget(key, IPC_CREAT | 0600);
    char text[512], seen[2] = {0};
    const char *names[] = {"/proc/sysvipc/sem", "/proc/sysvipc/msg"};
    for (int i = 0; i < 2; i++) {
        FILE *file = fopen(names[i], "r");
        say("%s", fgets(text, sizeof text, file));
        int found_key, id, mode;
        while (fgets(text, sizeof text, file))
            if (sscanf(text, "%d %d %o", &found_key, &id, &mode) == 3 && found_key == key)
                seen[i] = mode == 0600 && id == (i ? two : one);
        fclose(file);
    }
    say("listed %d %d", seen[0], seen[1]);
    semctl(one, 0, IPC_RMID);
    msgctl(two, IPC_RMID, NULL);
}

int main(void) {
    semaphores();
    messages();
    listing();
    return 0;
}
