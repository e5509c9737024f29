// SPDX-License-Identifier: Apache-2.0
/* What the guest's memory is to be: noted by commands, built in the guest when it starts. */
#include "stepper.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#define MOST 256
#define CHUNK (1UL << 20)
#define HIGHEST 0x7ffffffff000UL /* user code's addresses end here */

struct range {
	uint64_t start, bytes;
};

static struct range maps[MOST];
static struct { struct range at; int rights; } protections[MOST];
static struct { struct range at; const void *from; } fillings[MOST];
static struct { struct range at; int file; } kept[MOST];
static int map_count, protection_count, filling_count, kept_count;

static void need_room(int used)
{
	if (child)
		die("memory must be told of before the first call");
	if (used == MOST)
		die("more than %d pieces of memory", MOST);
}

static struct range range(uint64_t start, uint64_t bytes)
{
	struct range r = { start, bytes };

	if (start > HIGHEST || bytes > HIGHEST - start)
		die("memory at %#lx: user code has none there", start);
	return r;
}

void map(uint64_t address, uint64_t bytes)
{
	need_room(map_count);
	maps[map_count++] = range(address, bytes);
}

void fill(uint64_t address, const void *from, uint64_t bytes)
{
	need_room(filling_count);
	fillings[filling_count].at = range(address, bytes);
	fillings[filling_count++].from = from;
}

void protect(uint64_t address, uint64_t bytes, int rights)
{
	need_room(protection_count);
	protections[protection_count].at = range(address, bytes);
	protections[protection_count++].rights = rights;
}

/* The file is opened now: nothing is opened once the guest runs. */
void keep(const char *file, uint64_t address, uint64_t bytes)
{
	int fd;

	need_room(kept_count);
	fd = open(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	if (fd < 0)
		die("%s: %s", file, strerror(errno));
	kept[kept_count].at = range(address, bytes);
	kept[kept_count++].file = fd;
}

uint64_t kept_bytes(void)
{
	uint64_t all = 0;

	for (int i = 0; i < kept_count; i++)
		all += kept[i].at.bytes;
	return all;
}

/* What the guest left, for the one who compares. */
void keep_all(void)
{
	static char buffer[CHUNK];

	for (int i = 0; i < kept_count; i++) {
		for (uint64_t done = 0; done < kept[i].at.bytes;) {
			uint64_t left = kept[i].at.bytes - done, n = left < CHUNK ? left : CHUNK;

			if (read_guest(kept[i].at.start + done, buffer, n))
				die("the guest's memory at %#lx cannot be read", kept[i].at.start + done);
			if (write(kept[i].file, buffer, n) != (ssize_t)n)
				die("the guest's memory cannot be written to its file: %s", strerror(errno));
			done += n;
		}
	}
}

char *slurp(const char *name, size_t *size)
{
	int fd = open(name, O_RDONLY | O_CLOEXEC);
	struct stat st;
	char *at;

	if (fd < 0 || fstat(fd, &st))
		die("%s: %s", name, strerror(errno));
	*size = st.st_size;
	at = *size ? mmap(NULL, *size, PROT_READ, MAP_PRIVATE, fd, 0) : "";
	if (at == MAP_FAILED)
		die("%s: %s", name, strerror(errno));
	close(fd);
	return at;
}

void segment(int argc, char **argv)
{
	uint64_t offset, bytes;
	size_t size;
	char *file;

	map(number(argv[1]), number(argv[2]));
	if (argc != 6)
		return;
	file = slurp(argv[3], &size);
	offset = number(argv[4]);
	bytes = number(argv[5]);
	if (offset > size || bytes > size - offset || bytes > number(argv[2]))
		die("%s: too short", argv[3]);
	if (bytes)
		fill(number(argv[1]), file + offset, bytes);
}

static long map_pages(uint64_t start, uint64_t end)
{
	return inject(SYS_mmap, start, end - start, PROT_READ | PROT_WRITE,
		      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE);
}

/* Some of it may be there already: the last page of what is before, say. */
static void map_in_guest(struct range r)
{
	uint64_t start = r.start & ~(PAGE - 1), end = (r.start + r.bytes + PAGE - 1) & ~(PAGE - 1);

	if (start == end)
		return;
	if (map_pages(start, end) != (long)start) {
		for (uint64_t at = start; at < end; at += PAGE) {
			long got = map_pages(at, at + PAGE);

			if (got != (long)at && got != -EEXIST)
				die("the host has no memory at %#lx for the guest: %s", at, strerror((int)-got));
		}
	}
	allow(start, end);
}

/* In a page that two ranges share, what either allows; -1 where nothing is said. */
static int rights(uint64_t page)
{
	int all = -1;

	for (int k = 0; k < protection_count; k++)
		if (protections[k].at.start < page + PAGE
		    && protections[k].at.start + protections[k].at.bytes > page)
			all = (all < 0 ? 0 : all) | protections[k].rights;
	return all;
}

static void protect_in_guest(uint64_t start, uint64_t end, int rights)
{
	long got;

	if (rights < 0)
		rights = 7;
	got = inject(SYS_mprotect, start, end - start,
		     (rights & 4 ? PROT_READ : 0) | (rights & 2 ? PROT_WRITE : 0) | (rights & 1 ? PROT_EXEC : 0), 0);
	if (got)
		die("the host does not protect memory at %#lx: %s", start, strerror((int)-got));
}

/* A call for each run of pages with the same rights. */
static void apply_protections(struct range r)
{
	uint64_t from = r.start & ~(PAGE - 1), end = (r.start + r.bytes + PAGE - 1) & ~(PAGE - 1);

	while (from < end) {
		uint64_t to = from + PAGE;
		int common = rights(from);

		while (to < end && rights(to) == common)
			to += PAGE;
		protect_in_guest(from, to, common);
		from = to;
	}
}

void build_memory(void)
{
	for (int i = 0; i < map_count; i++)
		map_in_guest(maps[i]);
	for (int i = 0; i < filling_count; i++)
		if (write_guest(fillings[i].at.start, fillings[i].from, fillings[i].at.bytes))
			die("the guest's memory at %#lx cannot be filled", fillings[i].at.start);
	for (int i = 0; i < map_count; i++)
		apply_protections(maps[i]);
}
