/* What linkers see: common, weak, alias, absolute, sections with bounds, visibility, constructors left alone. */
#include "runtime.h"

int common_number;
u64 common_array[7] __attribute__((aligned(32)));

__attribute__((weak)) int weak_answer(void)
{
	return 40;
}

extern int absent_function(void) __attribute__((weak));
extern int absent_number __attribute__((weak));

static int original(int x)
{
	return x * 3 + 1;
}

extern __typeof__(original) other_name __attribute__((alias("original")));
extern __typeof__(original) weak_name __attribute__((weak, alias("original")));

__attribute__((visibility("hidden"))) int hidden_value = 17;
__attribute__((visibility("protected"))) int protected_value = 18;

struct hook {
	const char *name;
	int (*call)(int);
};

#define HOOK(which)                                                                                     \
	static const struct hook hook_##which __attribute__((used, section("hooks"), aligned(8))) = {  \
		#which, which                                                                           \
	}

static int add_one(int x)
{
	return x + 1;
}

static int times_two(int x)
{
	return x * 2;
}

HOOK(add_one);
HOOK(times_two);
HOOK(original);

extern const struct hook __start_hooks[], __stop_hooks[];

static volatile int constructed;

/* Nobody walks .init_array here: a program without a C library has to, and this one does not. */
__attribute__((constructor)) static void build(void)
{
	constructed = 1;
}

/* The runtime's: no address at all. */
extern char absolute_value[];

static u8 bytes[4096] __attribute__((aligned(4096)));
static const char *const strings[] = { "shared tail", "tail", "shared tail" };
__attribute__((section(".data.special"))) static int special = 5;
__attribute__((section(".text.special"), noinline)) static int in_special(int x)
{
	return x ^ special;
}

int main(void)
{
	int x = 0;
	u64 names = 0;

	/* The order in which a compiler emits them is its own affair. */
	for (const struct hook *h = __start_hooks; h < __stop_hooks; h++) {
		x += h->call(10);
		names += digest(h->name, strlen(h->name));
	}
	line("names", names);
	dec(x);
	put(" ");
	dec(other_name(5) + weak_name(6) + weak_answer());
	put(" ");
	dec(absent_function == NULL && &absent_number == NULL);
	put(" ");
	dec(constructed);
	put("\n");
	for (u32 i = 0; i < COUNT(common_array); i++)
		common_array[i] = (common_number += 3) * (u64)i;
	line("common", digest(common_array, sizeof(common_array)));
	line("absolute", (u64)absolute_value);
	line("special", (u64)in_special(hidden_value + protected_value));
	bytes[4095] = (u8)strings[1][0];
	return (int)((u64)bytes & 4095) + ((u64)common_array & 31 ? 1 : 0) + (strcmp(strings[0], strings[2]) != 0);
}
