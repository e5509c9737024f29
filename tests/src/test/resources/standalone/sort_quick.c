/* Quicksort with median of three and an explicit stack, over integers and over records by a comparison. */
#include "runtime.h"

struct record {
	u32 key;
	u16 rank;
	u8 name[6];
};

static int numbers[500];
static struct record records[120];

static int middle(int a, int b, int c)
{
	if (a < b)
		return b < c ? b : a < c ? c : a;
	return a < c ? a : b < c ? c : b;
}

static void sort(int *a, int n)
{
	int stack[64], top = 0;

	stack[top++] = 0;
	stack[top++] = n - 1;
	while (top) {
		int high = stack[--top], low = stack[--top];
		int i = low, j = high, pivot;

		if (low >= high)
			continue;
		pivot = middle(a[low], a[(low + high) / 2], a[high]);
		while (i <= j) {
			while (a[i] < pivot)
				i++;
			while (a[j] > pivot)
				j--;
			if (i <= j) {
				int t = a[i];

				a[i++] = a[j];
				a[j--] = t;
			}
		}
		stack[top++] = low;
		stack[top++] = j;
		stack[top++] = i;
		stack[top++] = high;
	}
}

static int by_key(const struct record *a, const struct record *b)
{
	return a->key < b->key ? -1 : a->key > b->key;
}

static int by_name(const struct record *a, const struct record *b)
{
	int order = memcmp(a->name, b->name, sizeof(a->name));

	return order ? order : by_key(a, b);
}

static void sort_records(struct record *from, int n, int (*compare)(const struct record *, const struct record *))
{
	struct record pivot;
	int i = 0, j = n - 1;

	if (n < 2)
		return;
	pivot = from[n / 2];
	while (i <= j) {
		while (compare(&from[i], &pivot) < 0)
			i++;
		while (compare(&from[j], &pivot) > 0)
			j--;
		if (i <= j) {
			struct record t = from[i];

			from[i++] = from[j];
			from[j--] = t;
		}
	}
	sort_records(from, j + 1, compare);
	sort_records(from + i, n - i, compare);
}

int main(void)
{
	u64 seed = 1;
	int wrong = 0;

	for (u32 i = 0; i < COUNT(numbers); i++)
		numbers[i] = (int)next_random(&seed);
	sort(numbers, COUNT(numbers));
	for (u32 i = 1; i < COUNT(numbers); i++)
		wrong += numbers[i - 1] > numbers[i];
	for (u32 i = 0; i < COUNT(records); i++) {
		u64 x = next_random(&seed);

		records[i].key = x % 1000;
		records[i].rank = (u16)i;
		for (int k = 0; k < 6; k++)
			records[i].name[k] = (u8)('a' + (x >> (8 * k)) % 3);
	}
	sort_records(records, COUNT(records), by_key);
	line("by key", digest(records, sizeof(records)));
	sort_records(records, COUNT(records), by_name);
	line("by name", records[0].rank * 1000UL + records[119].rank);
	line("numbers", digest(numbers, sizeof(numbers)));
	return wrong;
}
