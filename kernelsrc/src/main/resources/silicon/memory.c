// SPDX-License-Identifier: Apache-2.0
/* Memory that the guest and this program share, and what the guest may do in it. */
#include "stepper.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

#define PROTECTIONS 64

static struct { uint64_t start, end; int rights; } protections[PROTECTIONS];
static int protection_count;
static struct { char file[2048]; uint64_t address, bytes; } kept[PROTECTIONS];
static int kept_count;

/* What the guest left, for the one who compares. */
void keep_all(void)
{
	for (int i = 0; i < kept_count; i++) {
		int fd = open(kept[i].file, O_WRONLY | O_CREAT | O_APPEND, 0600);

		if (fd < 0 || write(fd, (void *)kept[i].address, kept[i].bytes) != (ssize_t)kept[i].bytes)
			die("%s: cannot be written", kept[i].file);
		close(fd);
	}
}

/* Shared, so that what the child writes can be read here. */
void map(uint64_t address, uint64_t bytes)
{
	uint64_t start = address & ~(PAGE - 1), end = (address + bytes + PAGE - 1) & ~(PAGE - 1);

	if (child)
		die("memory must be mapped before the first call");
	if (mmap((void *)start, end - start, PROT_READ | PROT_WRITE | PROT_EXEC,
		 MAP_SHARED | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0) != MAP_FAILED)
		return;
	/* Some of it is there already: the last page of what is before, say. */
	for (; start < end; start += PAGE) {
		void *at = mmap((void *)start, PAGE, PROT_READ | PROT_WRITE | PROT_EXEC,
				MAP_SHARED | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);

		if (at == MAP_FAILED && errno != EEXIST)
			die("cannot map %#lx: %s", start, strerror(errno));
	}
}

char *slurp(const char *name, size_t *size)
{
	int fd = open(name, O_RDONLY);
	struct stat st;
	char *at;

	if (fd < 0 || fstat(fd, &st))
		die("%s: %s", name, strerror(errno));
	*size = st.st_size;
	at = mmap(NULL, st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (at == MAP_FAILED)
		die("%s: %s", name, strerror(errno));
	close(fd);
	return at;
}

void segment(int argc, char **argv)
{
	size_t size;
	char *file;

	map(number(argv[1]), number(argv[2]));
	if (argc == 6) {
		file = slurp(argv[3], &size);
		if (number(argv[4]) + number(argv[5]) > size)
			die("%s: too short", argv[3]);
		memcpy((void *)number(argv[1]), file + number(argv[4]), number(argv[5]));
		munmap(file, size);
	}
}

/* In a page that two ranges share, what either allows. */
void apply_protections(void)
{
	for (int i = 0; i < protection_count; i++) {
		for (uint64_t page = protections[i].start & ~(PAGE - 1); page < protections[i].end; page += PAGE) {
			int rights = 0;

			for (int k = 0; k < protection_count; k++)
				if (protections[k].start < page + PAGE && protections[k].end > page)
					rights |= protections[k].rights;
			mprotect((void *)page, PAGE, (rights & 4 ? PROT_READ : 0) | (rights & 2 ? PROT_WRITE : 0)
						     | (rights & 1 ? PROT_EXEC : 0));
		}
	}
}

void protect(uint64_t address, uint64_t bytes, int rights)
{
	if (child || protection_count == PROTECTIONS)
		die("too late, or too many, to protect");
	protections[protection_count].start = address;
	protections[protection_count].end = address + bytes;
	protections[protection_count++].rights = rights;
}

void keep(const char *file, uint64_t address, uint64_t bytes)
{
	if (kept_count == PROTECTIONS || strlen(file) >= sizeof(kept[0].file))
		die("too much to keep");
	strcpy(kept[kept_count].file, file);
	kept[kept_count].address = address;
	kept[kept_count++].bytes = bytes;
}
