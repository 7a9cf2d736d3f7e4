/*
 * measure MEGABYTES COMMAND...: runs a command and says what it cost: milliseconds by the clock, milliseconds of processor time, and kilobytes of memory at the peak.
 *
 * A virtual machine may give the memory that nobody uses back to its host (the kernel's free page reporting). Whoever is the first to touch it again waits for
 * the host, which took up to 270 ms for 128 MB. So that no command pays for another's rest, some megabytes, more than it needs, can be touched before it; not
 * before commands that take a few milliseconds, which would find the processor's caches empty.
 */
#define _DEFAULT_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double milliseconds(struct timeval value) { return value.tv_sec * 1e3 + value.tv_usec / 1e3; }

enum { PAGE_BYTES = 4096 };

static void touch(size_t bytes)
{
    volatile char *memory;
    size_t byte;

    if (bytes == 0)
        return;
    memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        return;
    madvise((void *)memory, bytes, MADV_HUGEPAGE);
    for (byte = 0; byte < bytes; byte += PAGE_BYTES)
        memory[byte] = 1;
    munmap((void *)memory, bytes);
}

int main(int count, char **arguments)
{
    struct timespec start, end;
    struct rusage usage;
    int status;
    pid_t child;

    if (count < 3)
        return 2;
    touch((size_t)atol(arguments[1]) << 20);
    clock_gettime(CLOCK_MONOTONIC, &start);
    child = fork();
    if (child == 0) {
        execvp(arguments[2], arguments + 2);
        _exit(127);
    }
    if (child < 0 || wait4(child, &status, 0, &usage) < 0)
        return 2;
    clock_gettime(CLOCK_MONOTONIC, &end);
    fprintf(stderr, "%.3f %.3f %ld\n", (end.tv_sec - start.tv_sec) * 1e3 + (end.tv_nsec - start.tv_nsec) / 1e6,
            milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime), usage.ru_maxrss);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 2;
}
