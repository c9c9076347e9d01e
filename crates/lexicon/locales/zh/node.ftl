# What the node stands on, for who runs it. Chinese.

node-register = 登记处
node-peers = 其他节点
node-keys = 密钥
node-backups = 备份
node-list = 登记处最近的名单
node-list-ended = 登记处的成员名单已过期，或从未有过：在联系到登记处之前，不相信任何其他节点。
node-not-stated = 登记处没有关于本国节点的声明：该节点未登记。
node-suspended = 登记处已暂停本节点：其他节点拒收其函件。
node-register-address = 登记处地址
node-list-serial = 序号
node-list-signed = 签署时间
node-list-age = 已过时间
node-list-ends = 有效期至
node-hours =
    { $number ->
        [0] 不到一小时
       *[other] { $number } 小时
    }
node-statement = 登记处声明的本国成员资格
node-statement-how = 其他各国均据此作出决定。如有错误，只能由登记处更正。
node-party-since = 受公约约束起始时间
node-not-bound = 未声明
node-denounced = 退约生效时间
node-languages = 接受请求的语言
node-diplomatic = 仅通过外交途径
node-reservation-preservation = 对数据保全的保留（第42条第5款）
node-agreements = 公约以外的协定
node-keys-vouched = 登记处担保的密钥
node-key-algorithm = 算法
node-key-id = 密钥标识
node-key-ends = 终止时间
node-key-open = 未声明终止时间
node-peers-none = 名录中没有其他国家。
node-peers-how = 只显示数量：不显示任何函件或案件。应答时间自本进程启动起记录。
node-standing = 状态
node-active = 有效
node-withdrawn = 已退出
node-answered = 最近应答
node-never = 尚无
node-silent = 无应答
node-within-milliseconds = 用时 { $number } 毫秒
node-within-seconds = 用时 { $number } 秒
node-waiting = 待送函件
node-cosigned = 对本国日志的连署
node-cosigned-never = 尚无
node-cosigned-all = 已是最新
node-cosigned-behind =
    { $number ->
       *[other] 落后 { $number } 条
    }
node-keys-present = 使用中的密钥
node-keys-former = 以前使用的密钥
node-keys-former-how = 其签署的内容仍可验证；不再用于签署。
node-roll = 更换密钥
node-roll-how = 新密钥分两步启用，以免其他节点遇到未知密钥：先准备，由登记处登记并通过另一渠道核对密钥标识，然后切换并重新启动。
node-roll-none = 没有进行中的更换。登记处担保使用中的密钥。
node-roll-prepared = 下一组密钥已生成，登记处尚未登记。
node-roll-enrolled = 登记处已登记下一组密钥：可以启用。
node-roll-unknown = 登记处不担保使用中的密钥，或此处没有其声明：其他节点拒绝本节点签署的内容。
node-backup-none = 本节点没有任何备份记录。
node-backup-old = 最近的备份过旧。
node-backup-unchecked = 最近的备份由其他工具制作：此处未核查能否打开。
node-backup-good = 最近的备份是新近的，在其上打开的节点核对一致。
node-backup-last = 最近的备份
node-backup-at = 制作时间
node-backup-checked = 打开并核对时间
node-backup-entries = 其中保管日志的条目数
node-backup-size = 大小
node-backup-make = 制作备份
node-backup-how = 此命令在节点工作时复制数据库和文件，打开副本并全面核对。请每天运行，存到另一块磁盘，并像节点一样保密。
node-backup-how-postgres = 先用数据库自己的工具保存数据库，再复制数据文件夹，然后告知节点。
node-backup-what = 复制的内容包括数据库、密钥、证书、密封包、node.toml 和登记处的锚文件。磁盘上的日志不复制：可以重建。
node-restore = 恢复
node-restore-how = 将副本放到数据文件夹的位置，在节点启动前全面核对。切勿在同一文件夹的副本上运行两个节点：第二个会使日志分叉。
node-telephone = 联络点电话
node-no-telephone = 无
