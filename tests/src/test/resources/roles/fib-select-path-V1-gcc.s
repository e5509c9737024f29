# fib_select_path under V1 by gcc 12.2
	.text
	.p2align 4
	.globl fib_select_path
	.type fib_select_path, @function
fib_select_path:
	.cfi_startproc
	pushq %r15                                   # frame: saves a callee-saved register
	.cfi_def_cfa_offset 16
	.cfi_offset 15, -16
	movl %ecx, %r15d                             # payload: ecx is in use for the function's own work in the loop, call or no call
	pushq %r13                                   # frame: saves a callee-saved register
	.cfi_def_cfa_offset 24
	.cfi_offset 13, -24
	pushq %rbp                                   # frame: saves a callee-saved register
	.cfi_def_cfa_offset 32
	.cfi_offset 6, -32
	movl %edx, %ebp                              # payload: edx is in use for the function's own work in the loop, call or no call
	subq $32, %rsp                               # frame: makes room for spills
	.cfi_def_cfa_offset 64
	movq %rsp, %rax                              # thread_info: thread_info by the mask, for the count
	andq $-8192, %rax                            # thread_info: thread_info by the mask, for the count
	addl $1, 28(%rax)                            # preempt count: the region begins
	movl %esi, %eax                              # payload: looks the route up
	movl 128(%rdi), %r13d                        # payload: looks the route up
	shrl $8, %eax                                # payload: looks the route up
	imull $-1640531527, %eax, %eax               # payload: looks the route up
	shrl $28, %eax                               # payload: looks the route up
	movq (%rdi,%rax,8), %rdx                     # payload: looks the route up
	testq %rdx, %rdx                             # payload: looks the route up
	jne .L4                                      # payload: looks the route up
	jmp .L2                                      # payload: looks the route up
	.p2align	4,,10
	.p2align	3
.L3:
	movq (%rdx), %rdx                            # payload: looks the route up
	testq %rdx, %rdx                             # payload: looks the route up
	je .L2                                       # payload: looks the route up
.L4:
	movl 12(%rdx), %ecx                          # payload: looks the route up
	andl %esi, %ecx                              # payload: looks the route up
	cmpl 8(%rdx), %ecx                           # payload: looks the route up
	jne .L3                                      # payload: looks the route up
	movl 16(%rdx), %r13d                         # payload: looks the route up
	xorl 20(%rdx), %esi                          # payload: looks the route up
.L2:
	movq %rsp, %rax                              # thread_info: thread_info by the mask, for count and flag
	andq $-8192, %rax                            # thread_info: thread_info by the mask, for count and flag
	subl $1, 28(%rax)                            # preempt count: the region ends
	movl 16(%rax), %eax                          # resched test: the flag, its bit, and the jump on it
	testb $8, %al                                # resched test: the flag, its bit, and the jump on it
	jne .L15                                     # resched test: the flag, its bit, and the jump on it
.L5:
	imull $-1640531527, %esi, %edx               # payload: mixes the hash
	leal (%r9,%r8), %eax                         # payload: mixes the hash
	addl 128(%rdi), %eax                         # payload: mixes the hash
	addq $32, %rsp                               # frame: gives the room back
	.cfi_remember_state
	.cfi_def_cfa_offset 32
	xorl %ebp, %edx                              # payload: mixes the hash
	popq %rbp                                    # frame: restores a callee-saved register
	.cfi_restore 6
	.cfi_def_cfa_offset 24
	imull $-1640531527, %edx, %edx               # payload: mixes the hash
	xorl %r15d, %edx                             # payload: mixes the hash
	imull $-1640531527, %edx, %edx               # payload: mixes the hash
	xorl %edx, %eax                              # payload: mixes the hash
	imulq %r13, %rax                             # payload: mixes the hash
	popq %r13                                    # frame: restores a callee-saved register
	.cfi_restore 13
	.cfi_def_cfa_offset 16
	popq %r15                                    # frame: restores a callee-saved register
	.cfi_restore 15
	.cfi_def_cfa_offset 8
	shrq $32, %rax                               # payload: the high half of the product
	ret                                          # call linkage: returns
	.p2align	4,,10
	.p2align	3
.L15:
	.cfi_restore_state
	movl %r9d, 28(%rsp)                          # spill: goes to the frame for the call
	movl %r8d, 24(%rsp)                          # spill: goes to the frame for the call
	movl %esi, 20(%rsp)                          # spill: goes to the frame for the call
	movq %rdi, 8(%rsp)                           # spill: goes to the frame for the call
	call preempt_schedule                        # call linkage: calls the scheduler
	movl 28(%rsp), %r9d                          # spill: comes back
	movl 24(%rsp), %r8d                          # spill: comes back
	movl 20(%rsp), %esi                          # spill: comes back
	movq 8(%rsp), %rdi                           # spill: comes back
	jmp .L5                                      # resched test: the way back from it
	.cfi_endproc
	.size fib_select_path, .-fib_select_path
