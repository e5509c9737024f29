/* Runs a user access on many places at once; the test sets them up and looks at what was done. */
#include <lab.h>
#include <linux/uaccess.h>

enum operation { COPY_FROM_USER, COPY_FROM_USER_INATOMIC, COPY_TO_USER, CLEAR_USER, STRNCPY_FROM_USER };

struct place {
	void *kernel;
	void __user *user;
	long result;
};

struct place places[64];
u8 slots[64][512];

void boot(void)
{
	lab_boot();
}

static long access(enum operation operation, const struct place *at, unsigned long n)
{
	switch (operation) {
	case COPY_FROM_USER:
		return copy_from_user(at->kernel, at->user, n);
	case COPY_FROM_USER_INATOMIC:
		return __copy_from_user_inatomic(at->kernel, at->user, n);
	case COPY_TO_USER:
		return copy_to_user(at->user, at->kernel, n);
	case CLEAR_USER:
		return clear_user(at->user, n);
	case STRNCPY_FROM_USER:
		return strncpy_from_user(at->kernel, at->user, n);
	}
	return -1;
}

void run(enum operation operation, unsigned long n, unsigned long count)
{
	unsigned long i;

	for (i = 0; i < count; i++)
		places[i].result = access(operation, &places[i], n);
}
