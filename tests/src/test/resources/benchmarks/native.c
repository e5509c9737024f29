/* Runs a workload natively: for each line "NAME N" of the input it prints what came of it and the seconds
 * of processor time. */
#include <asm/prctl.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

unsigned long work_a(unsigned long), work_b(unsigned long), work_c(unsigned long), work_d(unsigned long),
	work_D(unsigned long), work_mixed(unsigned long);

static const struct {
	const char *name;
	unsigned long (*run)(unsigned long);
} workloads[] = { { "a", work_a }, { "b", work_b }, { "c", work_c }, { "d", work_d }, { "D", work_D },
		  { "mixed", work_mixed } };

static char page[4096];

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return t.tv_sec + t.tv_nsec / 1e9;
}

int main(void)
{
	char name[16];
	unsigned long n;

	syscall(SYS_arch_prctl, ARCH_SET_GS, page);
	while (scanf("%15s %lu", name, &n) == 2)
		for (int i = 0; i < (int)(sizeof workloads / sizeof *workloads); i++)
			if (!strcmp(name, workloads[i].name)) {
				double start = now();
				unsigned long value = workloads[i].run(n);

				printf("%lx %.9f\n", value, now() - start);
				fflush(stdout);
			}
	return 0;
}
