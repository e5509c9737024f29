// SPDX-License-Identifier: Apache-2.0
/*
 * The guest's memory. It is reached by process_vm calls and ptrace, and only where the guest was given some: no
 * register of the guest's is ever a pointer here.
 */
#include "stepper.h"

#include <errno.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/uio.h>

#define RANGES 512

static struct { uint64_t start, end; } ranges[RANGES];
static int range_count;

/* Notes whole pages as the guest's; ranges may overlap. */
void allow(uint64_t start, uint64_t end)
{
	if (range_count == RANGES)
		die("more than %d pieces of memory", RANGES);
	ranges[range_count].start = start;
	ranges[range_count++].end = end;
}

int overlaps(uint64_t start, uint64_t end)
{
	for (int i = 0; i < range_count; i++)
		if (ranges[i].start < end && start < ranges[i].end)
			return 1;
	return 0;
}

/* How many bytes from an address on are the guest's, at most so many. */
static size_t allowed(uint64_t address, size_t bytes)
{
	size_t good = 0;
	int more = 1;

	while (good < bytes && more) {
		uint64_t at = address + good;

		more = 0;
		for (int i = 0; i < range_count && !more; i++) {
			if (at >= ranges[i].start && at < ranges[i].end) {
				good += ranges[i].end - at;
				more = 1;
			}
		}
	}
	return good < bytes ? good : bytes;
}

/* How many of the bytes could be read. */
size_t read_some(uint64_t address, void *to, size_t bytes)
{
	size_t good = allowed(address, bytes);
	struct iovec here = { to, good }, there = { (void *)address, good };
	ssize_t n = good ? process_vm_readv(child, &here, 1, &there, 1, 0) : 0;

	return n < 0 ? 0 : n;
}

/* 0 if all of it was read, else -1. */
int read_guest(uint64_t address, void *to, size_t bytes)
{
	return read_some(address, to, bytes) == bytes ? 0 : -1;
}

/* 0 if all of it was written, else -1. */
int write_guest(uint64_t address, const void *from, size_t bytes)
{
	struct iovec here = { (void *)from, bytes }, there = { (void *)address, bytes };

	if (allowed(address, bytes) != bytes)
		return -1;
	return process_vm_writev(child, &here, 1, &there, 1, 0) == (ssize_t)bytes ? 0 : -1;
}

/* LONGEST bytes of code and a zero, zeros where there is none; code may be executable alone, which ptrace reads. */
void read_code(uint64_t address, uint8_t *code)
{
	size_t n = read_some(address, code, LONGEST);

	memset(code + n, 0, LONGEST + 1 - n);
	for (size_t good = allowed(address, LONGEST); n < good; n++) {
		uint64_t word = (address + n) & ~7UL;
		long value;

		errno = 0;
		value = ptrace(PTRACE_PEEKTEXT, child, (void *)word, 0);
		if (errno)
			break;
		code[n] = value >> 8 * ((address + n) & 7);
	}
}
