/* Start, two system calls, and what compilers call without being asked to. */
#include "runtime.h"

asm(".globl _start\n"
    ".type _start, @function\n"
    "_start:\n\t"
    "xorl %ebp, %ebp\n\t"
    "andq $-16, %rsp\n\t"
    "call main\n\t"
    "movl %eax, %edi\n\t"
    "movl $231, %eax\n\t"
    "syscall\n\t"
    "hlt\n"
    ".size _start, . - _start");

/* For a program that asks what an absolute symbol is. */
asm(".globl absolute_value\n"
    ".set absolute_value, 0x1234");

static long system_call(long number, long a, long b, long c)
{
	long result;

	asm volatile("syscall" : "=a"(result) : "0"(number), "D"(a), "S"(b), "d"(c) : "rcx", "r11", "memory");
	return result;
}

void exit_with(int code)
{
	for (;;)
		system_call(231, code, 0, 0);
}

/* The empty asm keeps compilers from making a loop a call of the very function it stands in. */
void *memcpy(void *to, const void *from, size_t n)
{
	u8 *t = to;
	const u8 *f = from;

	for (; n; n--) {
		*t++ = *f++;
		asm("" : "+r"(t));
	}
	return to;
}

void *memmove(void *to, const void *from, size_t n)
{
	u8 *t = to;
	const u8 *f = from;

	if (t <= f || t >= f + n)
		return memcpy(to, from, n);
	while (n) {
		n--;
		t[n] = f[n];
		asm("" : "+r"(n));
	}
	return to;
}

void *memset(void *to, int c, size_t n)
{
	u8 *t = to;

	for (; n; n--) {
		*t++ = (u8)c;
		asm("" : "+r"(t));
	}
	return to;
}

int memcmp(const void *a, const void *b, size_t n)
{
	const u8 *x = a, *y = b;

	for (; n; n--, x++, y++)
		if (*x != *y)
			return *x - *y;
	return 0;
}

size_t strlen(const char *s)
{
	size_t n = 0;

	while (s[n]) {
		n++;
		asm("" : "+r"(n));
	}
	return n;
}

int strcmp(const char *a, const char *b)
{
	while (*a && *a == *b)
		a++, b++;
	return (u8)*a - (u8)*b;
}

void put_bytes(const void *bytes, size_t n)
{
	system_call(1, 1, (long)bytes, (long)n);
}

void put(const char *s)
{
	put_bytes(s, strlen(s));
}

static void digits(u64 value, u32 base, int negative)
{
	char text[24];
	int at = sizeof(text);

	do {
		text[--at] = "0123456789abcdef"[value % base];
		value /= base;
	} while (value);
	if (negative)
		text[--at] = '-';
	put_bytes(text + at, sizeof(text) - (size_t)at);
}

void dec(i64 value)
{
	digits(value < 0 ? -(u64)value : (u64)value, 10, value < 0);
}

void hex(u64 value)
{
	digits(value, 16, 0);
}

void line(const char *label, u64 value)
{
	put(label);
	put(" ");
	hex(value);
	put("\n");
}

u64 digest(const void *bytes, size_t n)
{
	u64 h = 0xcbf29ce484222325;

	for (const u8 *p = bytes; n; n--)
		h = (h ^ *p++) * 0x100000001b3;
	return h;
}

u64 next_random(u64 *state)
{
	u64 z = *state += 0x9e3779b97f4a7c15;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return z ^ z >> 31;
}
