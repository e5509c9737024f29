# net_device_mtu under V1b by gcc 12.2
	.text
	.p2align 4
	.globl net_device_mtu
	.type net_device_mtu, @function
net_device_mtu:
	.cfi_startproc
	pushq %rbx                                   # frame: saves rbx
	.cfi_def_cfa_offset 16
	.cfi_offset 3, -16
	movq %gs:kernel_stack,%rax                   # thread_info: kernel_stack, for the count
	addl $1, -8124(%rax)                         # preempt count: the region begins
	imull $-1640531527, %esi, %eax               # payload: hashes and walks the chain
	shrl $24, %eax                               # payload: hashes and walks the chain
	movq (%rdi,%rax,8), %rax                     # payload: hashes and walks the chain
	testq %rax, %rax                             # payload: hashes and walks the chain
	jne .L4                                      # payload: hashes and walks the chain
	jmp .L6                                      # payload: hashes and walks the chain
	.p2align	4,,10
	.p2align	3
.L3:
	movq (%rax), %rax                            # payload: hashes and walks the chain
	testq %rax, %rax                             # payload: hashes and walks the chain
	je .L6                                       # payload: hashes and walks the chain
.L4:
	cmpl %esi, 16(%rax)                          # payload: hashes and walks the chain
	jne .L3                                      # payload: hashes and walks the chain
	movl 24(%rax), %ebx                          # payload: hashes and walks the chain
	jmp .L2                                      # payload: hashes and walks the chain
	.p2align	4,,10
	.p2align	3
.L6:
	xorl %ebx, %ebx                              # payload: hashes and walks the chain
.L2:
	movq %gs:kernel_stack,%rax                   # thread_info: kernel_stack, for count and flag
	subl $1, -8124(%rax)                         # preempt count: the region ends
	leaq -8152(%rax), %rdx                       # thread_info: thread_info, for the flag
	movl 16(%rdx), %eax                          # resched test: the flag and its bit
	testb $8, %al                                # resched test: the flag and its bit
	jne .L13                                     # resched test: jumps on the bit
	movl %ebx, %eax                              # register traffic: the mtu lives in rbx because of the call
	popq %rbx                                    # frame: restores rbx
	.cfi_remember_state
	.cfi_restore 3
	.cfi_def_cfa_offset 8
	ret                                          # call linkage: returns
	.p2align	4,,10
	.p2align	3
.L13:
	.cfi_restore_state
	call preempt_schedule                        # call linkage: calls the scheduler
	movl %ebx, %eax                              # register traffic: the mtu lives in rbx because of the call
	popq %rbx                                    # frame: restores rbx
	.cfi_restore 3
	.cfi_def_cfa_offset 8
	ret                                          # call linkage: returns
	.cfi_endproc
	.size net_device_mtu, .-net_device_mtu
