/*
 * The kernel address sanitizer's hooks: a byte of shadow memory tells how many of 8 bytes may be
 * accessed (0: all; below 0: none), as Documentation/dev-tools/kasan.rst has it. A report stops.
 */
#define SHADOW_OFFSET 0xdffffc0000000000UL
#define HOOK __attribute__((weak, section(".text..instrumentation")))
#define INNER static inline __attribute__((always_inline))

typedef unsigned long word;
typedef signed char shadow;

void *memcpy(void *to, const void *from, word bytes);
void *memmove(void *to, const void *from, word bytes);
void *memset(void *to, int value, word bytes);

__attribute__((weak)) const word __kasan_shadow_offset = SHADOW_OFFSET;

INNER shadow *shadow_of(word address)
{
	return (shadow *)((address >> 3) + SHADOW_OFFSET);
}

INNER int is_poisoned(word address, word bytes)
{
	word last = address + bytes - 1;
	shadow *at;

	for (at = shadow_of(address); at < shadow_of(last); at++)
		if (*at)
			return 1;
	return *at && (shadow)(last & 7) >= *at;
}

#define REPORT(what, size)						\
	HOOK void __asan_report_##what##size##_noabort(word address)	\
	{								\
		__asm__ volatile("ud2");				\
	}
#define CHECK(what, size)						\
	REPORT(what, size)						\
	HOOK void __asan_##what##size##_noabort(word address)		\
	{								\
		if (is_poisoned(address, size))				\
			__asan_report_##what##size##_noabort(address);	\
	}
#define CHECK_ANY(what)							\
	HOOK void __asan_report_##what##_n_noabort(word address, word bytes) \
	{								\
		__asm__ volatile("ud2");				\
	}								\
	HOOK void __asan_##what##N_noabort(word address, word bytes)	\
	{								\
		if (bytes && is_poisoned(address, bytes))		\
			__asan_report_##what##_n_noabort(address, bytes); \
	}

CHECK(load, 1)
CHECK(load, 2)
CHECK(load, 4)
CHECK(load, 8)
CHECK(load, 16)
CHECK_ANY(load)
CHECK(store, 1)
CHECK(store, 2)
CHECK(store, 4)
CHECK(store, 8)
CHECK(store, 16)
CHECK_ANY(store)

HOOK void __asan_register_globals(void *globals, word count) {}
HOOK void __asan_unregister_globals(void *globals, word count) {}
HOOK void __asan_handle_no_return(void) {}

INNER void fill(word at, word bytes, int value)
{
	word i;

	for (i = 0; i < bytes; i++)
		*(volatile unsigned char *)(at + i) = value;
}

#define SET_SHADOW(name, value)						\
	HOOK void __asan_set_shadow_##name(word at, word bytes)		\
	{								\
		fill(at, bytes, value);					\
	}

SET_SHADOW(00, 0)
SET_SHADOW(f1, 0xf1)
SET_SHADOW(f2, 0xf2)
SET_SHADOW(f3, 0xf3)
SET_SHADOW(f5, 0xf5)
SET_SHADOW(f8, 0xf8)

#define ALLOCA_REDZONE 32

HOOK void __asan_poison_stack_memory(word address, word bytes)
{
	fill((word)shadow_of(address), (bytes + 7) >> 3, 0xf8);
}

HOOK void __asan_unpoison_stack_memory(word address, word bytes)
{
	fill((word)shadow_of(address), bytes >> 3, 0);
	if (bytes & 7)
		*shadow_of(address + bytes) = bytes & 7;
}

HOOK void __asan_alloca_poison(word address, word bytes)
{
	word rounded = (bytes + 7) & ~7UL;
	word padded = (bytes + ALLOCA_REDZONE - 1) & ~(word)(ALLOCA_REDZONE - 1);

	fill((word)shadow_of(address - ALLOCA_REDZONE), ALLOCA_REDZONE >> 3, 0xca);
	fill((word)shadow_of(address), bytes >> 3, 0);
	if (bytes & 7)
		*shadow_of(address + bytes) = bytes & 7;
	fill((word)shadow_of(address + rounded), (padded - rounded + ALLOCA_REDZONE) >> 3, 0xcb);
}

HOOK void __asan_allocas_unpoison(word top, word bottom)
{
	if (top && top <= bottom)
		fill((word)shadow_of(top), (bottom - top) >> 3, 0);
}

HOOK void *__asan_memcpy(void *to, const void *from, word bytes)
{
	__asan_loadN_noabort((word)from, bytes);
	__asan_storeN_noabort((word)to, bytes);
	return memcpy(to, from, bytes);
}

HOOK void *__asan_memmove(void *to, const void *from, word bytes)
{
	__asan_loadN_noabort((word)from, bytes);
	__asan_storeN_noabort((word)to, bytes);
	return memmove(to, from, bytes);
}

HOOK void *__asan_memset(void *to, int value, word bytes)
{
	__asan_storeN_noabort((word)to, bytes);
	return memset(to, value, bytes);
}
