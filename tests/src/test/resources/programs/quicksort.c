/* Quicksort by a comparison passed as a function pointer, then a binary search. */
typedef int (*compare)(const void *, const void *);

static unsigned seed;

static unsigned next(void)
{
	return seed = seed * 1664525u + 1013904223u;
}

static int ascending(const void *a, const void *b)
{
	int x = *(const int *)a, y = *(const int *)b;

	return x < y ? -1 : x > y;
}

static int by_low_byte(const void *a, const void *b)
{
	unsigned char x = *(const int *)a, y = *(const int *)b;

	return x != y ? x - y : ascending(a, b);
}

static void sort(int *v, long low, long high, compare cmp)
{
	while (low < high) {
		int pivot = v[low + (high - low) / 2];
		long i = low, j = high;

		while (i <= j) {
			while (cmp(&v[i], &pivot) < 0)
				i++;
			while (cmp(&v[j], &pivot) > 0)
				j--;
			if (i <= j) {
				int t = v[i];

				v[i++] = v[j];
				v[j--] = t;
			}
		}
		if (j - low < high - i) {
			sort(v, low, j, cmp);
			low = i;
		} else {
			sort(v, i, high, cmp);
			high = j;
		}
	}
}

static long find(const int *v, long n, int key)
{
	long low = 0, high = n;

	while (low < high) {
		long middle = (low + high) >> 1;

		if (v[middle] < key)
			low = middle + 1;
		else
			high = middle;
	}
	return low < n && v[low] == key ? low : -1;
}

unsigned long quicksort(unsigned long n)
{
	static int v[200];
	unsigned long sum = 0;

	seed = (unsigned)n;
	for (int i = 0; i < 200; i++)
		v[i] = (int)next() >> (n & 15);
	sort(v, 0, 199, by_low_byte);
	for (int i = 0; i < 200; i++)
		sum = sum * 31 + (unsigned)v[i];
	sort(v, 0, 199, ascending);
	for (int i = 0; i < 200; i++)
		sum = sum * 31 + (unsigned)v[i];
	return sum + find(v, 200, v[77]) + 1000 * find(v, 200, 12345);
}
