/*
 * Runs a command and says what it cost: milliseconds by the clock, milliseconds of processor time, and kilobytes of memory at the peak.
 *
 * A virtual machine may give the memory that nobody uses back to its host (the kernel's free page reporting). Whoever is the first to touch it again waits for
 * the host, which took up to 270 ms for 128 MB. So that no command pays for another's rest, as much memory as any of them needs is touched before each.
 */
#define _DEFAULT_SOURCE
#include <stdio.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double milliseconds(struct timeval value) { return value.tv_sec * 1e3 + value.tv_usec / 1e3; }

enum { WARM_BYTES = 640 << 20, PAGE_BYTES = 4096 };

static void warm_memory(void)
{
    volatile char *memory = mmap(NULL, WARM_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    size_t byte;

    if (memory == MAP_FAILED)
        return;
    madvise((void *)memory, WARM_BYTES, MADV_HUGEPAGE);
    for (byte = 0; byte < WARM_BYTES; byte += PAGE_BYTES)
        memory[byte] = 1;
    munmap((void *)memory, WARM_BYTES);
}

int main(int count, char **arguments)
{
    struct timespec start, end;
    struct rusage usage;
    int status;
    pid_t child;

    if (count < 2)
        return 2;
    warm_memory();
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
