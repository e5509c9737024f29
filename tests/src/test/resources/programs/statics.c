/* Initialized data: addresses, offsets, designators, strings, tables of pointers, static locals. */
extern int shared[4];
static int *const second = &shared[1];
int shared[4] = { 10, 20, 30, 40 };
static const char *const names[] = { "zero", [3] = "three", [1] = "one" };
static const char joined[] = "one" " two\0three";
static unsigned short sparse[10] = { [2] = 5, 6, [8] = (unsigned short)-1 };
static struct {
	char tag;
	const void *at;
	int nested[2][3];
	struct {
		short x, y;
	} points[2];
} everything = { 'e', &everything, { { 1, 2 }, { [1] = 5 } }, { { .y = 3 }, { -1, -2 } } };
static const unsigned long masks[] = { sizeof joined, 1ul << 40 | 1 << 4, ~0u, -1, 'a' * 3 + (7 > 3 ? 10 : 20) };

static int counter(int step)
{
	static int count = 5, *self = &count;

	*self += step;
	return count;
}

static int (*const counters[])(int) = { counter, 0, counter };

unsigned long statics(unsigned long n)
{
	unsigned long r = n;
	int *local = (int[]){ 1, 2, (int)n, 4 };

	counter(-counter(0) + (int)n);
	for (unsigned i = 0; i < 4; i++)
		r = r * 31 + (unsigned)second[(int)i - 1] + (names[i] ? (unsigned long)names[i][1] : 0) + (unsigned)local[i];
	for (unsigned i = 0; i < sizeof sparse / sizeof *sparse; i++)
		r = r * 37 + sparse[i];
	for (unsigned i = 0; i < sizeof joined; i++)
		r = r * 41 + (unsigned long)joined[i];
	for (int i = 0; i < 6; i++)
		r = r * 43 + (unsigned)everything.nested[i / 3][i % 3] + (unsigned long)everything.points[i & 1].y;
	for (unsigned i = 0; i < 5; i++)
		r ^= masks[i] << i;
	r += (unsigned long)(everything.at == &everything) + (unsigned long)everything.tag;
	for (int i = 0; i < 3; i++)
		r = r * 3 + (counters[i] ? (unsigned)counters[i](i + 1) : 1);
	return r;
}
