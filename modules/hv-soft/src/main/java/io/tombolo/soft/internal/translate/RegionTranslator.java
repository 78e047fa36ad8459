package io.tombolo.soft.internal.translate;

import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import io.tombolo.soft.internal.CpuState;
import io.tombolo.soft.internal.decode.Instruction;
import io.tombolo.soft.internal.interpret.Interpreter;
import io.tombolo.soft.internal.interpret.Translation;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** Makes a hidden class of a region. Thread-safe. */
final class RegionTranslator {
    /** HotSpot never compiles a method of 8000 bytes or more. */
    private static final int MOST_BYTES = 7900;

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final ClassDesc SUPER = ClassDesc.of(Translation.class.getName());
    private static final ClassDesc THIS = ClassDesc.of(RegionTranslator.class.getPackageName() + ".Generated");
    private static final MethodTypeDesc CONSTRUCTOR =
            MethodTypeDesc.of(CD_void, ClassDesc.of(Instruction.class.getName()).arrayType());
    private static final MethodTypeDesc RUN = MethodTypeDesc.of(
            CD_long, ClassDesc.of(CpuState.class.getName()), ClassDesc.of(Interpreter.class.getName()));

    /** Translates a region, or answers null if the method would be too long to be compiled. */
    @Nullable
    Translation translate(Region region) {
        byte[] bytes = ClassFile.of()
                .build(
                        THIS,
                        type -> type.withSuperclass(SUPER)
                                .withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC)
                                .withMethodBody(
                                        ConstantDescs.INIT_NAME,
                                        CONSTRUCTOR,
                                        0,
                                        code -> code.aload(0)
                                                .aload(1)
                                                .invokespecial(SUPER, ConstantDescs.INIT_NAME, CONSTRUCTOR)
                                                .return_())
                                .withMethodBody(
                                        "run",
                                        RUN,
                                        ClassFile.ACC_PUBLIC,
                                        code -> new MethodWriter(region, code).write()));
        if (length(bytes) > MOST_BYTES) {
            return null;
        }
        return define(bytes, region.stretch());
    }

    /** Bytes of the method's code. */
    private static int length(byte[] bytes) {
        return ClassFile.of().parse(bytes).methods().stream()
                .flatMap(method -> method.findAttribute(Attributes.code()).stream())
                .mapToInt(CodeAttribute::codeLength)
                .max()
                .orElse(0);
    }

    private static Translation define(byte[] bytes, @Nullable Instruction[] instructions) {
        try {
            MethodHandles.Lookup defined = LOOKUP.defineHiddenClass(bytes, true);
            return (Translation) defined.findConstructor(
                            defined.lookupClass(), MethodType.methodType(void.class, Instruction[].class))
                    .invoke((Object) instructions);
        } catch (Throwable e) {
            throw new IllegalStateException("generated class was refused", e);
        }
    }
}
