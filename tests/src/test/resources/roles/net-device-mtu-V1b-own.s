# net_device_mtu under V1b by our compiler
	.text
	.p2align 4
	.globl net_device_mtu
	.type net_device_mtu, @function
net_device_mtu:
	.cfi_startproc
	push %rbx                                    # frame: saves rbx
	.cfi_def_cfa_offset 16
	.cfi_offset 3, -16
	mov %gs:kernel_stack,%rax                    # thread_info: kernel_stack, for the count
	addl $0x1,-0x1fbc(%rax)                      # preempt count: the region begins
	imul $0x9e3779b9,%esi,%eax                   # payload: hashes and walks the chain
	shr $0x18,%eax                               # payload: hashes and walks the chain
	mov (%rdi,%rax,8),%rax                       # payload: hashes and walks the chain
	test %rax,%rax                               # payload: hashes and walks the chain
	je .Lnet_device_mtu_2                        # payload: hashes and walks the chain
.Lnet_device_mtu_4:
	cmp %esi,0x10(%rax)                          # payload: hashes and walks the chain
	je .Lnet_device_mtu_3                        # payload: hashes and walks the chain
	mov (%rax),%rax                              # payload: hashes and walks the chain
	test %rax,%rax                               # payload: hashes and walks the chain
	jne .Lnet_device_mtu_4                       # payload: hashes and walks the chain
	xor %ebx,%ebx                                # payload: hashes and walks the chain
	jmp .Lnet_device_mtu_5                       # payload: hashes and walks the chain
.Lnet_device_mtu_3:
	mov 0x18(%rax),%ebx                          # payload: hashes and walks the chain
.Lnet_device_mtu_5:
	mov %gs:kernel_stack,%rax                    # thread_info: kernel_stack, for count and flag
	subl $0x1,-0x1fbc(%rax)                      # preempt count: the region ends
	mov -0x1fc8(%rax),%eax                       # resched test: the flag and its bit
	test $0x8,%eax                               # resched test: the flag and its bit
	jne .Lnet_device_mtu_6                       # resched test: jumps on the bit
	mov %ebx,%eax                                # register traffic: the mtu lives in rbx because of the call
	pop %rbx                                     # frame: restores rbx
	.cfi_def_cfa_offset 8
	ret                                          # call linkage: returns
.Lnet_device_mtu_6:
	.cfi_def_cfa_offset 16
	call preempt_schedule                        # call linkage: calls the scheduler
	mov %ebx,%eax                                # register traffic: the mtu lives in rbx because of the call
	pop %rbx                                     # frame: restores rbx
	.cfi_def_cfa_offset 8
	ret                                          # call linkage: returns
.Lnet_device_mtu_2:
	.cfi_def_cfa_offset 16
	xor %ebx,%ebx                                # payload: no device: the mtu is 0
	jmp .Lnet_device_mtu_5                       # payload: no device: the mtu is 0
	.cfi_endproc
	.size net_device_mtu, .-net_device_mtu
