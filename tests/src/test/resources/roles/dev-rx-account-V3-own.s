# dev_rx_account under V3 by our compiler
	.text
	.p2align 4
	.globl dev_rx_account
	.type dev_rx_account, @function
dev_rx_account:
	.cfi_startproc
	incl %gs:__preempt_count(%rip)               # preempt count: the region begins
	shl $0x4,%rdi                                # payload: counts the packet and its bytes
	addq $0x1,%gs:rx_stats(%rdi)                 # payload: counts the packet and its bytes
	add %rsi,%gs:rx_stats+8(%rdi)                # payload: counts the packet and its bytes
	decl %gs:__preempt_count(%rip)               # preempt count: the region ends
	mov %gs:__preempt_count(%rip),%eax           # resched test: the word with the folded flag
	cmp $0x80000000,%eax                         # resched test: the word with the folded flag
	je .Ldev_rx_account_2                        # resched test: jumps on the comparison
	ret                                          # call linkage: returns
.Ldev_rx_account_2:
	jmp preempt_schedule                         # call linkage: a tail call of the scheduler
	.cfi_endproc
	.size dev_rx_account, .-dev_rx_account
