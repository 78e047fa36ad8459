/* Processes: forks two children joined by a pipe, one of them executing this program again, and waits for both. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static int upper(void) {
    int letter;
    while ((letter = getchar()) != EOF) {
        putchar(letter >= 'a' && letter <= 'z' ? letter - 32 : letter);
    }
    return 7;
}

int main(int argc, char **argv) {
    if (argc == 2 && strcmp(argv[1], "--upper") == 0) {
        return upper();
    }
    int ends[2];
    if (pipe(ends) != 0) {
        perror("pipe");
        return 1;
    }
    pid_t writer = fork();
    if (writer == 0) {
        dup2(ends[1], STDOUT_FILENO);
        close(ends[0]);
        close(ends[1]);
        for (int i = 1; i <= 3; i++) {
            printf("line %d through a pipe\n", i);
        }
        return 3;
    }
    pid_t reader = fork();
    if (reader == 0) {
        dup2(ends[0], STDIN_FILENO);
        close(ends[0]);
        close(ends[1]);
        execl("/proc/self/exe", argv[0], "--upper", (char *)NULL);
        perror("exec");
        _exit(127);
    }
    close(ends[0]);
    close(ends[1]);
    int of_writer, of_reader;
    waitpid(writer, &of_writer, 0);
    waitpid(reader, &of_reader, 0);
    printf("the writer exited with %d\n", WEXITSTATUS(of_writer));
    printf("the reader exited with %d\n", WEXITSTATUS(of_reader));
    return 0;
}
