/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LINUX_LIST_H
#define LINUX_LIST_H

#include <linux/rcupdate.h>
#include <linux/types.h>

#define list_entry(ptr, type, member)	container_of(ptr, type, member)

static inline void INIT_LIST_HEAD(struct list_head *list)
{
	list->next = list;
	list->prev = list;
}

static inline void list_add_tail(struct list_head *entry, struct list_head *head)
{
	struct list_head *last = head->prev;

	entry->next = head;
	entry->prev = last;
	rcu_assign_pointer(last->next, entry);
	head->prev = entry;
}

static inline void list_del(struct list_head *entry)
{
	entry->next->prev = entry->prev;
	entry->prev->next = entry->next;
}

static inline bool list_empty(const struct list_head *head)
{
	return head->next == head;
}

#define list_first_or_null_rcu(head, type, member) ({				\
	struct list_head *first__ = rcu_dereference((head)->next);		\
	first__ != (head) ? list_entry(first__, type, member) : (type *)NULL;	\
})

#define list_for_each_entry_rcu(pos, head, member)				\
	for (pos = list_entry(rcu_dereference((head)->next), __typeof__(*pos), member); \
	     &pos->member != (head);						\
	     pos = list_entry(rcu_dereference(pos->member.next), __typeof__(*pos), member))

static inline void hlist_add_head_rcu(struct hlist_node *node, struct hlist_head *head)
{
	struct hlist_node *first = head->first;

	node->next = first;
	node->pprev = &head->first;
	rcu_assign_pointer(head->first, node);
	if (first)
		first->pprev = &node->next;
}

#define hlist_entry_safe(ptr, type, member) ({					\
	struct hlist_node *node__ = (ptr);					\
	node__ ? container_of(node__, type, member) : (type *)NULL;		\
})

#define hlist_for_each_entry_rcu(pos, head, member)				\
	for (pos = hlist_entry_safe(rcu_dereference((head)->first), __typeof__(*pos), member); \
	     pos;								\
	     pos = hlist_entry_safe(rcu_dereference(pos->member.next), __typeof__(*pos), member))

#endif
