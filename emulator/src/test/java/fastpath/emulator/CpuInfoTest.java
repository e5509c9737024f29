package fastpath.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CpuInfoTest {
  @Test
  void theFirstCpuIsRead() {
    CpuInfo cpu =
        CpuInfo.parse(
            List.of(
                "vendor_id\t: AuthenticAMD",
                "cpu family\t: 25",
                "model\t\t: 17",
                "stepping\t: 1",
                "flags\t\t: fpu  sse2 fpu",
                "",
                "vendor_id\t: GenuineIntel"));
    assertEquals(Set.of("fpu", "sse2"), cpu.flags());
    assertEquals(Optional.of(new CpuIdentity("AuthenticAMD", 25, 17, 1)), CpuIdentity.of(cpu));
  }

  @Test
  void whatIsMissingIsEmpty() {
    CpuInfo cpu = CpuInfo.parse(List.of("vendor_id\t: GenuineIntel", "cpu family\t: 6"));
    assertEquals(Set.of(), cpu.flags());
    assertEquals(Optional.empty(), cpu.value("model"));
    assertEquals(Optional.empty(), CpuIdentity.of(cpu));
  }
}
