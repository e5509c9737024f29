/* Atomic builtins of every width and order: fetch and op, exchange, compare and exchange, a lock, a lock-free stack. */
#include "runtime.h"

static u8 byte = 1;
static u16 word = 2;
static u32 dword = 3;
static u64 qword = 4;
static u32 lock;

struct node {
	struct node *next;
	u32 value;
};

static struct node nodes[20];
static struct node *top;

#define ALL(p, x)                                                              \
	do {                                                                   \
		h = h * 31 + __atomic_fetch_add(p, x, __ATOMIC_RELAXED);       \
		h = h * 31 + __atomic_fetch_sub(p, 3, __ATOMIC_ACQUIRE);       \
		h = h * 31 + __atomic_fetch_or(p, x, __ATOMIC_RELEASE);        \
		h = h * 31 + __atomic_fetch_and(p, 0x7b, __ATOMIC_ACQ_REL);    \
		h = h * 31 + __atomic_fetch_xor(p, x, __ATOMIC_SEQ_CST);       \
		h = h * 31 + __atomic_add_fetch(p, 5, __ATOMIC_SEQ_CST);       \
		h = h * 31 + __atomic_xor_fetch(p, 1, __ATOMIC_SEQ_CST);       \
		h = h * 31 + __atomic_exchange_n(p, x, __ATOMIC_SEQ_CST);      \
		h = h * 31 + __atomic_load_n(p, __ATOMIC_ACQUIRE);             \
		__atomic_store_n(p, x + 1, __ATOMIC_SEQ_CST);                  \
	} while (0)

static void spin_lock(u32 *l)
{
	while (__atomic_exchange_n(l, 1, __ATOMIC_ACQUIRE))
		__builtin_ia32_pause();
}

static void spin_unlock(u32 *l)
{
	__atomic_store_n(l, 0, __ATOMIC_RELEASE);
}

static void push(struct node *n)
{
	struct node *old = __atomic_load_n(&top, __ATOMIC_RELAXED);

	do
		n->next = old;
	while (!__atomic_compare_exchange_n(&top, &old, n, 1, __ATOMIC_RELEASE, __ATOMIC_RELAXED));
}

static struct node *pop(void)
{
	struct node *n = __atomic_load_n(&top, __ATOMIC_ACQUIRE);

	while (n && !__atomic_compare_exchange_n(&top, &n, n->next, 0, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED))
		;
	return n;
}

int main(void)
{
	u64 h = 0, expected = 7;
	int wrong = 0;

	for (u32 i = 0; i < 10; i++) {
		ALL(&byte, (u8)(i * 17));
		ALL(&word, (u16)(i * 1717));
		ALL(&dword, i * 171717);
		ALL(&qword, i * 1717171717UL);
	}
	line("values", h);
	wrong += __atomic_compare_exchange_n(&qword, &expected, 9, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
	wrong += expected != qword;
	wrong += !__atomic_compare_exchange_n(&qword, &expected, 9, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST) || qword != 9;
	for (u32 i = 0; i < COUNT(nodes); i++) {
		nodes[i].value = i;
		spin_lock(&lock);
		push(&nodes[i]);
		spin_unlock(&lock);
	}
	h = 0;
	for (struct node *n; (n = pop());)
		h = h * 3 + n->value;
	line("stack", h);
	line("sync", __sync_fetch_and_add(&dword, 2) + __sync_val_compare_and_swap(&word, word, 77) + word);
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
	__sync_synchronize();
	return wrong + (int)lock;
}
