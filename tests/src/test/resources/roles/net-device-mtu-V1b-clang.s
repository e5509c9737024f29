# net_device_mtu under V1b by clang 14.0
	.text
	.p2align 4
	.globl net_device_mtu
	.type net_device_mtu, @function
net_device_mtu:
	pushq %rbx                                   # frame: saves rbx
	movq %gs:kernel_stack, %rax                  # thread_info: kernel_stack serves count and flag alone
	addl $1, -8124(%rax)                         # preempt count: the region begins
	imull $-1640531527, %esi, %ecx               # payload: hashes and walks the chain
	shrl $24, %ecx                               # payload: hashes and walks the chain
	movq (%rdi,%rcx,8), %rcx                     # payload: hashes and walks the chain
	xorl %ebx, %ebx                              # payload: hashes and walks the chain
	testq %rcx, %rcx                             # payload: hashes and walks the chain
	je .LBB0_4                                   # payload: hashes and walks the chain
	.p2align	4, 0x90
.LBB0_2:
	cmpl %esi, 16(%rcx)                          # payload: hashes and walks the chain
	je .LBB0_3                                   # payload: hashes and walks the chain
	movq (%rcx), %rcx                            # payload: hashes and walks the chain
	testq %rcx, %rcx                             # payload: hashes and walks the chain
	jne .LBB0_2                                  # payload: hashes and walks the chain
	jmp .LBB0_4                                  # payload: hashes and walks the chain
.LBB0_3:
	movl 24(%rcx), %ebx                          # payload: hashes and walks the chain
.LBB0_4:
	addl $-1, -8124(%rax)                        # preempt count: the region ends
	testl $8, -8136(%rax)                        # resched test: the flag
	jne .LBB0_5                                  # resched test: jumps on the flag
.LBB0_6:
	movl %ebx, %eax                              # register traffic: the mtu lives in rbx because of the call
	popq %rbx                                    # frame: restores rbx
	retq                                         # call linkage: returns
.LBB0_5:
	callq preempt_schedule                       # call linkage: calls the scheduler
	jmp .LBB0_6                                  # resched test: the way back from the scheduler
	.size net_device_mtu, .-net_device_mtu
