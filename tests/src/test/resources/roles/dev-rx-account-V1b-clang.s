# dev_rx_account under V1b by clang 14.0
	.text
	.p2align 4
	.globl dev_rx_account
	.type dev_rx_account, @function
dev_rx_account:
	movq %gs:kernel_stack, %rax                  # thread_info: kernel_stack serves count and flag
	addl $1, -8124(%rax)                         # preempt count: the region begins
	shlq $4, %rdi                                # payload: counts the packet
	addq $1, %gs:rx_stats(%rdi)                  # payload: counts the packet
	addq %rsi, %gs:rx_stats+8(%rdi)              # payload: counts the packet
	addl $-1, -8124(%rax)                        # preempt count: the region ends
	testl $8, -8136(%rax)                        # resched test: the flag, and the jump on it
	jne .LBB0_2                                  # resched test: the flag, and the jump on it
	retq                                         # call linkage: returns
.LBB0_2:
	jmp preempt_schedule                         # call linkage: a tail call
	.size dev_rx_account, .-dev_rx_account
