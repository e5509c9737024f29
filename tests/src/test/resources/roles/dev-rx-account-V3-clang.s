# dev_rx_account under V3 by clang 14.0
	.text
	.p2align 4
	.globl dev_rx_account
	.type dev_rx_account, @function
dev_rx_account:
	incl %gs:__preempt_count(%rip)               # preempt count: the region begins
	shlq $4, %rdi                                # payload: counts the packet and its bytes
	addq $1, %gs:rx_stats(%rdi)                  # payload: counts the packet and its bytes
	addq %rsi, %gs:rx_stats+8(%rdi)              # payload: counts the packet and its bytes
	decl %gs:__preempt_count(%rip)               # preempt count: the region ends
	movl %gs:__preempt_count(%rip), %eax         # resched test: the word with the folded flag
	cmpl $-2147483648, %eax                      # resched test: the word with the folded flag
	je .LBB0_2                                   # resched test: jumps on the comparison
	retq                                         # call linkage: returns
.LBB0_2:
	jmp preempt_schedule                         # call linkage: a tail call of the scheduler
	.size dev_rx_account, .-dev_rx_account
