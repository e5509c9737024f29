/* What the standalone programs may call; no header of a C library is included, and none is linked. */
#ifndef RUNTIME_H
#define RUNTIME_H

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long u64;
typedef long i64;
typedef unsigned long size_t;

#define NULL ((void *)0)
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

int main(void);

void *memcpy(void *to, const void *from, size_t n);
void *memmove(void *to, const void *from, size_t n);
void *memset(void *to, int c, size_t n);
int memcmp(const void *a, const void *b, size_t n);
size_t strlen(const char *s);
int strcmp(const char *a, const char *b);

/* Text, a number in decimal, a number in hexadecimal, to the standard output. */
void put(const char *s);
void put_bytes(const void *bytes, size_t n);
void dec(i64 value);
void hex(u64 value);
/* "label value\n", the value in hexadecimal. */
void line(const char *label, u64 value);
/* 64-bit FNV-1a of bytes. */
u64 digest(const void *bytes, size_t n);
/* A deterministic source of numbers. */
u64 next_random(u64 *state);
void exit_with(int code) __attribute__((noreturn));

#endif
