/* Merge sort of an array, bottom up, and of a linked list, top down; both stable. */
#include "runtime.h"

struct node {
	struct node *next;
	short key;
	short order;
};

static struct node nodes[300];
static u64 array[257], scratch[257];

static void merge_array(u64 *a, u64 *to, int n)
{
	for (int width = 1; width < n; width *= 2) {
		for (int low = 0; low < n; low += 2 * width) {
			int mid = low + width < n ? low + width : n;
			int end = low + 2 * width < n ? low + 2 * width : n;
			int i = low, j = mid;

			for (int k = low; k < end; k++)
				to[k] = i < mid && (j >= end || a[i] <= a[j]) ? a[i++] : a[j++];
		}
		memcpy(a, to, (size_t)n * sizeof(*a));
	}
}

static struct node *merge(struct node *a, struct node *b)
{
	struct node head, *tail = &head;

	while (a && b) {
		if (a->key <= b->key) {
			tail->next = a;
			a = a->next;
		} else {
			tail->next = b;
			b = b->next;
		}
		tail = tail->next;
	}
	tail->next = a ? a : b;
	return head.next;
}

static struct node *sort(struct node *list)
{
	struct node *slow = list, *fast, *half;

	if (!list || !list->next)
		return list;
	for (fast = list->next; fast && fast->next; fast = fast->next->next)
		slow = slow->next;
	half = slow->next;
	slow->next = NULL;
	return merge(sort(list), sort(half));
}

int main(void)
{
	u64 seed = 42, h = 0;
	int unstable = 0;

	for (u32 i = 0; i < COUNT(array); i++)
		array[i] = next_random(&seed) >> (i % 40);
	merge_array(array, scratch, COUNT(array));
	line("array", digest(array, sizeof(array)));
	for (u32 i = 0; i < COUNT(nodes); i++) {
		nodes[i].key = (short)(next_random(&seed) % 50 - 25);
		nodes[i].order = (short)i;
		nodes[i].next = i + 1 < COUNT(nodes) ? &nodes[i + 1] : NULL;
	}
	for (struct node *n = sort(nodes); n; n = n->next) {
		h = h * 31 + (u64)(n->key * 1000 + n->order);
		if (n->next)
			unstable += n->key > n->next->key || (n->key == n->next->key && n->order > n->next->order);
	}
	line("list", h);
	return unstable;
}
