# fib_select_path under V1 by our compiler
	.text
	.p2align 4
	.globl fib_select_path
	.type fib_select_path, @function
fib_select_path:
	.cfi_startproc
	push %r15                                    # frame: saves a callee-saved register
	.cfi_def_cfa_offset 16
	.cfi_offset 15, -16
	push %r12                                    # frame: saves a callee-saved register
	.cfi_def_cfa_offset 24
	.cfi_offset 12, -24
	push %rbp                                    # frame: saves a callee-saved register
	.cfi_def_cfa_offset 32
	.cfi_offset 6, -32
	push %rbx                                    # frame: saves a callee-saved register
	.cfi_def_cfa_offset 40
	.cfi_offset 3, -40
	sub $0x18,%rsp                               # frame: makes room for spills
	.cfi_def_cfa_offset 64
	mov %ecx,%r15d                               # payload: ecx is in use for the function's own work in the loop, call or no call
	mov %rsp,%rax                                # thread_info: thread_info by the mask, for the count
	and $0xffffffffffffe000,%rax                 # thread_info: thread_info by the mask, for the count
	addl $0x1,0x1c(%rax)                         # preempt count: the region begins
	mov 0x80(%rdi),%r12d                         # payload: looks the route up
	mov %esi,%eax                                # payload: looks the route up
	shr $0x8,%eax                                # payload: looks the route up
	imul $0x9e3779b9,%eax,%eax                   # payload: looks the route up
	shr $0x1c,%eax                               # payload: looks the route up
	mov (%rdi,%rax,8),%rax                       # payload: looks the route up
	test %rax,%rax                               # payload: looks the route up
	je .Lfib_select_path_2                       # payload: looks the route up
.Lfib_select_path_4:
	mov %esi,%ecx                                # payload: looks the route up
	and 0xc(%rax),%ecx                           # payload: looks the route up
	cmp 0x8(%rax),%ecx                           # payload: looks the route up
	je .Lfib_select_path_3                       # payload: looks the route up
	mov (%rax),%rax                              # payload: looks the route up
	test %rax,%rax                               # payload: looks the route up
	jne .Lfib_select_path_4                      # payload: looks the route up
	jmp .Lfib_select_path_2                      # payload: looks the route up
.Lfib_select_path_3:
	mov 0x10(%rax),%r12d                         # payload: looks the route up
	xor 0x14(%rax),%esi                          # payload: looks the route up
.Lfib_select_path_2:
	mov %rsp,%rax                                # thread_info: thread_info by the mask, for count and flag
	and $0xffffffffffffe000,%rax                 # thread_info: thread_info by the mask, for count and flag
	subl $0x1,0x1c(%rax)                         # preempt count: the region ends
	mov 0x10(%rax),%eax                          # resched test: the flag, its bit, and the jump on it
	test $0x8,%eax                               # resched test: the flag, its bit, and the jump on it
	jne .Lfib_select_path_5                      # resched test: the flag, its bit, and the jump on it
.Lfib_select_path_6:
	imul $0x9e3779b9,%esi,%ebx                   # payload: mixes the hash; the move of r12d to itself extends it
	xor %edx,%ebx                                # payload: mixes the hash; the move of r12d to itself extends it
	imul $0x9e3779b9,%ebx,%eax                   # payload: mixes the hash; the move of r12d to itself extends it
	xor %r15d,%eax                               # payload: mixes the hash; the move of r12d to itself extends it
	imul $0x9e3779b9,%eax,%eax                   # payload: mixes the hash; the move of r12d to itself extends it
	lea (%r9,%r8,1),%ebp                         # payload: mixes the hash; the move of r12d to itself extends it
	add 0x80(%rdi),%ebp                          # payload: mixes the hash; the move of r12d to itself extends it
	xor %ebp,%eax                                # payload: mixes the hash; the move of r12d to itself extends it
	mov %r12d,%r12d                              # payload: mixes the hash; the move of r12d to itself extends it
	imul %r12,%rax                               # payload: mixes the hash; the move of r12d to itself extends it
	shr $0x20,%rax                               # payload: mixes the hash; the move of r12d to itself extends it
	add $0x18,%rsp                               # frame: gives the room back
	.cfi_def_cfa_offset 40
	pop %rbx                                     # frame: restores a callee-saved register
	.cfi_def_cfa_offset 32
	pop %rbp                                     # frame: restores a callee-saved register
	.cfi_def_cfa_offset 24
	pop %r12                                     # frame: restores a callee-saved register
	.cfi_def_cfa_offset 16
	pop %r15                                     # frame: restores a callee-saved register
	.cfi_def_cfa_offset 8
	ret                                          # call linkage: returns
.Lfib_select_path_5:
	.cfi_def_cfa_offset 64
	mov %rdi,(%rsp)                              # spill: goes to the frame for the call
	mov %r9d,0x8(%rsp)                           # spill: goes to the frame for the call
	mov %r8d,0xc(%rsp)                           # spill: goes to the frame for the call
	mov %edx,0x10(%rsp)                          # spill: goes to the frame for the call
	mov %esi,0x14(%rsp)                          # spill: goes to the frame for the call
	call preempt_schedule                        # call linkage: calls the scheduler
	mov (%rsp),%rdi                              # spill: comes back
	mov 0x8(%rsp),%r9d                           # spill: comes back
	mov 0xc(%rsp),%r8d                           # spill: comes back
	mov 0x10(%rsp),%edx                          # spill: comes back
	mov 0x14(%rsp),%esi                          # spill: comes back
	jmp .Lfib_select_path_6                      # resched test: the way back from it
	.cfi_endproc
	.size fib_select_path, .-fib_select_path
