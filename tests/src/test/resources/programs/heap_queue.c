/* A priority queue in an array of structs, copied as wholes. */
struct task {
	unsigned priority;
	short id;
	char name[5];
};

static struct task heap[64];
static int used;

static void push(struct task t)
{
	int i = used++;

	while (i && heap[(i - 1) / 2].priority > t.priority) {
		heap[i] = heap[(i - 1) / 2];
		i = (i - 1) / 2;
	}
	heap[i] = t;
}

static struct task pop(void)
{
	struct task top = heap[0], last = heap[--used];
	int i = 0, child;

	while ((child = 2 * i + 1) < used) {
		if (child + 1 < used && heap[child + 1].priority < heap[child].priority)
			child++;
		if (last.priority <= heap[child].priority)
			break;
		heap[i] = heap[child];
		i = child;
	}
	heap[i] = last;
	return top;
}

unsigned long heap_queue(unsigned long n)
{
	unsigned long r = n, x = n * 2654435761u + 1;

	used = 0;
	for (int i = 0; i < 60; i++) {
		struct task t = { .id = (short)(i - 30), .name = "ab" };

		x ^= x << 13;
		x ^= x >> 7;
		x ^= x << 17;
		t.priority = x % 1000;
		t.name[3] = (char)x;
		push(t);
		if (i % 3 == 2) {
			struct task u = pop();

			r = r * 37 + u.priority + (unsigned long)u.id + (unsigned long)u.name[3];
		}
	}
	while (used) {
		struct task u = pop();

		r = r * 41 + u.priority * 7 + (unsigned short)u.id;
	}
	return r;
}
