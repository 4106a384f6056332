// Checks documents and a stamp of ours with Bouncy Castle, and signs the same letter for us to check.
// Usage, in the folder with the files: java -cp JARS DocumentCheck.java
// Prints one line for each file.

import java.io.FileInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Security;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.SignerInformationVerifier;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TimeStampToken;

public class DocumentCheck {
    public static void main(String[] arguments) throws Exception {
        Security.addProvider(new BouncyCastleProvider());
        var letter = new CMSProcessableByteArray(read("letter.txt"));
        var user = certificate("user.pem");
        System.out.println("attached: " + check(new CMSSignedData(read("attached.p7s")), user));
        System.out.println("detached: " + check(new CMSSignedData(letter, read("detached.p7s")), user));
        var other = new CMSProcessableByteArray(new byte[] {1});
        System.out.println("other document: " + check(new CMSSignedData(other, read("detached.p7s")), user));
        var token = new TimeStampToken(new CMSSignedData(read("stamp.tst")));
        token.validate(verifier(certificate("stamper.pem")));
        System.out.println("stamp: OK");
        sign(letter, user, true, "theirs-attached.p7s");
        sign(letter, user, false, "theirs-detached.p7s");
    }

    private static String check(CMSSignedData document, X509Certificate user) throws Exception {
        var signer = document.getSignerInfos().getSigners().iterator().next();
        try {
            return signer.verify(verifier(user)) ? "OK" : "refused";
        } catch (CMSException refusal) {
            return "refused";
        }
    }

    private static SignerInformationVerifier verifier(X509Certificate user) throws Exception {
        return new JcaSimpleSignerInfoVerifierBuilder().setProvider("BC").build(user);
    }

    private static void sign(CMSProcessableByteArray letter, X509Certificate user, boolean inside, String file) throws Exception {
        var encoded = new PKCS8EncodedKeySpec(read("user.p8"));
        PrivateKey key = KeyFactory.getInstance("ECGOST3410-2012", "BC").generatePrivate(encoded);
        var signer = new JcaContentSignerBuilder("GOST3411-2012-256WITHECGOST3410-2012-256").setProvider("BC").build(key);
        var digests = new JcaDigestCalculatorProviderBuilder().setProvider("BC").build();
        var generator = new CMSSignedDataGenerator();
        generator.addSignerInfoGenerator(new JcaSignerInfoGeneratorBuilder(digests).build(signer, user));
        generator.addCertificate(new JcaX509CertificateHolder(user));
        // The encoding of getEncoded() is BER: indefinite lengths.
        Files.write(Path.of(file), generator.generate(letter, inside).getEncoded());
    }

    private static byte[] read(String file) throws Exception {
        return Files.readAllBytes(Path.of(file));
    }

    private static X509Certificate certificate(String file) throws Exception {
        try (InputStream in = new FileInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509", "BC").generateCertificate(in);
        }
    }
}
