package fastpath.lab.cli;

import fastpath.emulator.image.Image;
import fastpath.lab.btf.FunctionType;
import fastpath.lab.vmlinux.RunningKernel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A call of a kernel's function whose types the kernel's BTF gives.
 *
 * @param arguments the user's; the function gets as many as it has parameters
 */
record TypedCall(FunctionType type, List<Long> arguments) {
  /** Returns the call, if the image is a kernel that has the function's prototype. */
  static Optional<TypedCall> of(Image image, String function, List<Long> arguments) {
    return RunningKernel.of(image)
        .flatMap(kernel -> kernel.prototype(function))
        .map(type -> new TypedCall(type, arguments));
  }

  /** Returns the value in the form of the return type. */
  String value(long rax) {
    return type.returns().text(rax);
  }

  /** Returns the prototype with the arguments that were passed. */
  String text() {
    List<FunctionType.Parameter> parameters = new ArrayList<>();
    for (int i = 0; i < type.parameters().size(); i++) {
      FunctionType.Parameter p = type.parameters().get(i);
      String passed = i < arguments.size() ? " = 0x" + Long.toHexString(arguments.get(i)) : "";
      parameters.add(new FunctionType.Parameter(p.name() + passed, p.type()));
    }
    return new FunctionType(type.name(), type.returns(), parameters, type.variadic()).text();
  }
}
