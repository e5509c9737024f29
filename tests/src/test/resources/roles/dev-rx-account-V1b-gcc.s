# dev_rx_account under V1b by gcc 12.2
	.text
	.p2align 4
	.globl dev_rx_account
	.type dev_rx_account, @function
dev_rx_account:
	.cfi_startproc
	movq %gs:kernel_stack,%rdx                   # thread_info: kernel_stack serves count and flag
	addl $1, -8124(%rdx)                         # preempt count: the region begins
	leaq -8152(%rdx), %rax                       # thread_info: thread_info
	salq $4, %rdi                                # payload: counts the packet
	addq $1, %gs:rx_stats(%rdi)                  # payload: counts the packet
	addq %rsi, %gs:rx_stats+8(%rdi)              # payload: counts the packet
	subl $1, 28(%rax)                            # preempt count: the region ends
	movl 16(%rax), %eax                          # resched test: the flag, its bit, and the jump on it
	testb $8, %al                                # resched test: the flag, its bit, and the jump on it
	jne .L4                                      # resched test: the flag, its bit, and the jump on it
	ret                                          # call linkage: returns
	.p2align	4,,10
	.p2align	3
.L4:
	jmp preempt_schedule                         # call linkage: a tail call
	.cfi_endproc
	.size dev_rx_account, .-dev_rx_account
