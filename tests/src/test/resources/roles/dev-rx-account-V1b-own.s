# dev_rx_account under V1b by our compiler
	.text
	.p2align 4
	.globl dev_rx_account
	.type dev_rx_account, @function
dev_rx_account:
	.cfi_startproc
	mov %gs:kernel_stack,%rax                    # thread_info: kernel_stack serves count and flag
	addl $0x1,-0x1fbc(%rax)                      # preempt count: the region begins
	shl $0x4,%rdi                                # payload: counts the packet
	addq $0x1,%gs:rx_stats(%rdi)                 # payload: counts the packet
	add %rsi,%gs:rx_stats+8(%rdi)                # payload: counts the packet
	subl $0x1,-0x1fbc(%rax)                      # preempt count: the region ends
	mov -0x1fc8(%rax),%eax                       # resched test: the flag, its bit, and the jump on it
	test $0x8,%eax                               # resched test: the flag, its bit, and the jump on it
	jne .Ldev_rx_account_2                       # resched test: the flag, its bit, and the jump on it
	ret                                          # call linkage: returns
.Ldev_rx_account_2:
	jmp preempt_schedule                         # call linkage: a tail call
	.cfi_endproc
	.size dev_rx_account, .-dev_rx_account
