/* The yardstick of compare.sh: reads the files whose names come on standard input and asks libyaml for their events, nothing more. One core. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <yaml.h>

static size_t count_events(const unsigned char *text, size_t length)
{
    yaml_parser_t parser;
    yaml_event_t event;
    size_t events = 0;
    int ended = 0;

    yaml_parser_initialize(&parser);
    yaml_parser_set_input_string(&parser, text, length);
    while (!ended && yaml_parser_parse(&parser, &event)) {
        events++;
        ended = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    return events;
}

int main(void)
{
    char path[4096];
    size_t events = 0, bytes = 0;

    while (fgets(path, sizeof path, stdin)) {
        struct stat status;
        unsigned char *text;
        ssize_t length;
        int file;

        path[strcspn(path, "\n")] = 0;
        file = open(path, O_RDONLY);
        if (file < 0 || fstat(file, &status) != 0) {
            perror(path);
            return 1;
        }
        text = malloc((size_t)status.st_size + 1);
        length = read(file, text, (size_t)status.st_size);
        close(file);
        if (length < 0) {
            perror(path);
            return 1;
        }
        bytes += (size_t)length;
        events += count_events(text, (size_t)length);
        free(text);
    }
    printf("%zu bytes, %zu events\n", bytes, events);
    return 0;
}
