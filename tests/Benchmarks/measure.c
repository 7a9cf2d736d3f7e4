/* Runs a command and says what it cost: milliseconds by the clock, milliseconds of processor time, and kilobytes of memory at the peak. */
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double milliseconds(struct timeval value) { return value.tv_sec * 1e3 + value.tv_usec / 1e3; }

int main(int count, char **arguments)
{
    struct timespec start, end;
    struct rusage usage;
    int status;
    pid_t child;

    if (count < 2)
        return 2;
    clock_gettime(CLOCK_MONOTONIC, &start);
    child = fork();
    if (child == 0) {
        execvp(arguments[1], arguments + 1);
        _exit(127);
    }
    if (child < 0 || wait4(child, &status, 0, &usage) < 0)
        return 2;
    clock_gettime(CLOCK_MONOTONIC, &end);
    fprintf(stderr, "%.3f %.3f %ld\n", (end.tv_sec - start.tv_sec) * 1e3 + (end.tv_nsec - start.tv_nsec) / 1e6,
            milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime), usage.ru_maxrss);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 2;
}
