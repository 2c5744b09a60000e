/// Names as people of one culture write them, each with the letters that they use in an e-mail address.
struct Culture: Sendable {
    typealias Name = (written: String, address: String)

    let country: String
    let given: [Name]
    let family: [Name]

    static let all: [Culture] = [
        Culture(
            country: "AU",
            given: [
                ("Ada", "ada"), ("Oliver", "oliver"), ("Matilda", "matilda"), ("Jack", "jack"), ("Mary-Jane", "mj"),
            ],
            family: [("Lovelace", "lovelace"), ("O'Brien", "obrien"), ("Smith", "smith"), ("McAllister", "mcallister")]
        ),
        Culture(
            country: "FR",
            given: [("Zoë", "zoe"), ("François", "francois"), ("Hélène", "helene"), ("Jean-Noël", "jnoel")],
            family: [("Lefèvre", "lefevre"), ("d'Aubigné", "daubigne"), ("Béranger", "beranger")]
        ),
        Culture(
            country: "DE",
            given: [("Jürgen", "juergen"), ("Käthe", "kaethe"), ("Björn", "bjoern")],
            family: [("Weiß", "weiss"), ("von der Straße", "strasse"), ("Müller-Lüdenscheidt", "mueller")]
        ),
        Culture(
            country: "PL",
            given: [("Łukasz", "lukasz"), ("Małgorzata", "gosia"), ("Święta", "swieta")],
            family: [("Wójcik", "wojcik"), ("Źródłowska", "zrodlowska"), ("Błaszczykowski", "blaszczykowski")]
        ),
        Culture(
            country: "VN",
            given: [("Thị Hạnh", "hanh"), ("Văn Đức", "duc"), ("Ngọc Ánh", "anh")],
            family: [("Nguyễn", "nguyen"), ("Trần", "tran"), ("Phạm", "pham")]
        ),
        Culture(
            country: "CN",
            given: [("秀英", "xiuying"), ("伟", "wei"), ("芳", "fang"), ("梓涵", "zihan")],
            family: [("王", "wang"), ("李", "li"), ("欧阳", "ouyang")]
        ),
        Culture(
            country: "JP",
            given: [("さくら", "sakura"), ("翔太", "shota"), ("ケンジ", "kenji")],
            family: [("佐藤", "sato"), ("鈴木", "suzuki"), ("髙橋", "takahashi")]
        ),
        Culture(
            country: "KR",
            given: [("서연", "seoyeon"), ("민준", "minjun"), ("지우", "jiwoo")],
            family: [("김", "kim"), ("이", "lee"), ("박", "park")]
        ),
        Culture(
            country: "EG",
            given: [("فاطمة", "fatima"), ("محمد", "mohamed"), ("نور", "nour")],
            family: [("السيد", "elsayed"), ("حسن", "hassan"), ("عبد الرحمن", "abdelrahman")]
        ),
        Culture(
            country: "IL",
            given: [("נועה", "noa"), ("אריאל", "ariel"), ("תמר", "tamar")],
            family: [("כהן", "cohen"), ("לוי", "levi"), ("בן־דוד", "bendavid")]
        ),
        Culture(
            country: "IN",
            given: [("प्रिया", "priya"), ("अर्जुन", "arjun"), ("Lakshmi", "lakshmi")],
            family: [("शर्मा", "sharma"), ("Venkataraman", "venkataraman"), ("सिंह", "singh")]
        ),
        Culture(
            country: "TH",
            given: [("สมชาย", "somchai"), ("กัญญา", "kanya")],
            family: [("ศรีสุข", "srisuk"), ("ทองดี", "thongdee")]
        ),
        Culture(
            country: "UA",
            given: [("Олена", "olena"), ("Дмитро", "dmytro"), ("Їжак", "yizhak")],
            family: [("Шевченко", "shevchenko"), ("Коваленко", "kovalenko")]
        ),
        Culture(
            country: "GR",
            given: [("Ελένη", "eleni"), ("Γιώργος", "giorgos")],
            family: [("Παπαδόπουλος", "papadopoulos"), ("Νικολάου", "nikolaou")]
        ),
        Culture(
            country: "NZ",
            given: [("Aroha 🌿", "aroha"), ("Tāne", "tane"), ("Kiri 👩‍🔬", "kiri"), ("🇳🇿 Wiremu", "wiremu")],
            family: [("Ngata", "ngata"), ("Te Ātiawa", "teatiawa"), ("Pōtae", "potae")]
        ),
    ]
}
