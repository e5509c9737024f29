/* Insertion, Shell, heap, radix, counting and comb sort agree on the same data. */
#include "runtime.h"

#define N 200

static u32 data[6][N];

static void insertion(u32 *a, int n)
{
	for (int i = 1; i < n; i++) {
		u32 x = a[i];
		int j = i;

		for (; j > 0 && a[j - 1] > x; j--)
			a[j] = a[j - 1];
		a[j] = x;
	}
}

static void shell(u32 *a, int n)
{
	static const int gaps[] = { 132, 57, 23, 10, 4, 1 };

	for (u32 g = 0; g < COUNT(gaps); g++)
		for (int i = gaps[g]; i < n; i++)
			for (int j = i; j >= gaps[g] && a[j - gaps[g]] > a[j]; j -= gaps[g]) {
				u32 t = a[j];

				a[j] = a[j - gaps[g]];
				a[j - gaps[g]] = t;
			}
}

static void sift(u32 *a, int at, int n)
{
	for (int child; (child = 2 * at + 1) < n; at = child) {
		u32 t = a[at];

		if (child + 1 < n && a[child + 1] > a[child])
			child++;
		if (t >= a[child])
			return;
		a[at] = a[child];
		a[child] = t;
	}
}

static void heap(u32 *a, int n)
{
	for (int i = n / 2 - 1; i >= 0; i--)
		sift(a, i, n);
	while (n > 1) {
		u32 t = a[--n];

		a[n] = a[0];
		a[0] = t;
		sift(a, 0, n);
	}
}

static void radix(u32 *a, int n)
{
	u32 to[N];

	for (int shift = 0; shift < 32; shift += 8) {
		int where[257] = { 0 };

		for (int i = 0; i < n; i++)
			where[(a[i] >> shift & 255) + 1]++;
		for (int i = 0; i < 256; i++)
			where[i + 1] += where[i];
		for (int i = 0; i < n; i++)
			to[where[a[i] >> shift & 255]++] = a[i];
		memcpy(a, to, sizeof(to));
	}
}

static void comb(u32 *a, int n)
{
	int gap = n, swapped = 1;

	while (gap > 1 || swapped) {
		gap = gap * 10 / 13;
		if (gap < 1)
			gap = 1;
		swapped = 0;
		for (int i = 0; i + gap < n; i++) {
			if (a[i] > a[i + gap]) {
				u32 t = a[i];

				a[i] = a[i + gap];
				a[i + gap] = t;
				swapped = 1;
			}
		}
	}
}

static void selection(u32 *a, int n)
{
	for (int i = 0; i < n; i++) {
		int least = i;
		u32 t;

		for (int j = i + 1; j < n; j++)
			least = a[j] < a[least] ? j : least;
		t = a[i];
		a[i] = a[least];
		a[least] = t;
	}
}

int main(void)
{
	static void (*const sorts[])(u32 *, int) = { insertion, shell, heap, radix, comb, selection };
	u64 seed = 3;
	int differ = 0;

	for (int i = 0; i < N; i++)
		data[0][i] = (u32)next_random(&seed) >> (i & 15);
	for (int s = 1; s < 6; s++)
		memcpy(data[s], data[0], sizeof(data[0]));
	for (int s = 0; s < 6; s++) {
		sorts[s](data[s], N);
		differ += memcmp(data[0], data[s], sizeof(data[0])) != 0;
	}
	line("sorted", digest(data, sizeof(data)));
	return differ;
}
