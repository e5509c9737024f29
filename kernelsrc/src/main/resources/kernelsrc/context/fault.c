// SPDX-License-Identifier: Apache-2.0
/* Page faults: of a user page that is still to be fetched, and of one that is not there at all. */
#include <lab_context.h>
#include <linux/extable.h>
#include <linux/hardirq.h>
#include <linux/irqflags.h>

void do_page_fault(struct pt_regs *regs, unsigned long address);

extern const struct exception_table_entry __start___ex_table[] __attribute__((weak));
extern const struct exception_table_entry __stop___ex_table[] __attribute__((weak));

static bool (*page_in)(unsigned long address);

void request_page_in(bool (*fetch)(unsigned long address))
{
	page_in = fetch;
}

/* Types that change a register besides are nobody's whose copy may be atomic. */
static bool jumps_only(const struct exception_table_entry *entry)
{
#ifdef CONFIG_UACCESS_MASKED
	return entry->data == EX_TYPE_DEFAULT || entry->data == EX_TYPE_UACCESS;
#else
	(void)entry;
	return true;
#endif
}

static bool fixup_exception(struct pt_regs *regs)
{
	const struct exception_table_entry *entry;

	for (entry = __start___ex_table; entry < __stop___ex_table; entry++) {
		if ((unsigned long)&entry->insn + entry->insn == regs->ip && jumps_only(entry)) {
			regs->ip = (unsigned long)&entry->fixup + entry->fixup;
			return true;
		}
	}
	return false;
}

/*
 * Where the thread may sleep, the page is fetched and the instruction tried again. In atomic context the
 * copy must do with less.
 */
void do_page_fault(struct pt_regs *regs, unsigned long address)
{
	bool fetched = false;

	if (address < USER_DS && page_in && !in_atomic() && regs->flags & X86_EFLAGS_IF) {
		local_irq_enable();
		fetched = page_in(address);
		local_irq_disable();
	}
	if (!fetched && !fixup_exception(regs))
		__asm__ __volatile__("ud2");
	irqentry_exit(regs);
}
